import { useState } from 'react';
import type { PageScenario } from '../state.ts';
import { useShared } from './context.ts';
import { post } from './live.ts';

/** The builds that can be let fail, and which one is failing now. */
export interface Scenarios {
  all: PageScenario[];
  /** Those with more than one build. */
  shows: PageScenario[];
  /** What is under way, in words. */
  running: string | undefined;
  start: (scenario: PageScenario) => void;
}

/** @returns the scenarios and how to start one */
export function useScenarios(): Scenarios {
  const { state, notify } = useShared();
  const [running, setRunning] = useState<string>();
  return {
    all: state.scenarios.filter(({ isShow }) => !isShow),
    shows: state.scenarios.filter(({ isShow }) => isShow),
    running,
    start: async ({ name, title, isShow }) => {
      setRunning(isShow ? `Under way: ${title}` : `Letting a build fail: ${title}`);
      notify(await post(`/scenario/${encodeURIComponent(name)}`));
      setRunning(undefined);
    },
  };
}

/** @returns the scenarios under their groups, in the order in which the groups first come */
export function groupScenarios(all: PageScenario[]): [group: string, scenarios: PageScenario[]][] {
  return [...Map.groupBy(all, ({ group }) => group ?? '')];
}

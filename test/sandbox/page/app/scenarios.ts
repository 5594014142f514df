import { useState } from 'react';
import type { PageScenario } from '../state.ts';
import { useShared } from './context.ts';
import { post } from './live.ts';

/** The builds that can be let fail, and which one is failing now. */
export interface Scenarios {
  all: PageScenario[];
  /** The title of the one that is under way. */
  running: string | undefined;
  start: (scenario: PageScenario) => void;
}

/** @returns the scenarios and how to start one */
export function useScenarios(): Scenarios {
  const { state, notify } = useShared();
  const [running, setRunning] = useState<string>();
  return {
    all: state.scenarios,
    running,
    start: async ({ name, title }) => {
      setRunning(title);
      notify(await post(`/scenario/${encodeURIComponent(name)}`));
      setRunning(undefined);
    },
  };
}

/** @returns the scenarios under their groups, in the order in which the groups first come */
export function groupScenarios(all: PageScenario[]): [group: string, scenarios: PageScenario[]][] {
  return [...Map.groupBy(all, ({ group }) => group ?? '')];
}

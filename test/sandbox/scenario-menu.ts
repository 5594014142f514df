import { listScenarios, readScenario } from './aws/index.ts';
import type { PageScenario } from './page/state.ts';

/** The scenario that `npm start` begins with. */
export const FIRST_SCENARIO = 'parameter-store-access-denied';

const FAILURES = 'Failures';
const GREEN = 'Green';

/** Every scenario for the page's menu: the first one, then the other failures by title, then what is green. */
export function listPageScenarios(): PageScenario[] {
  return listScenarios()
    .map((name) => {
      const { title, record } = readScenario(name);
      return { name, title, group: record.status === 'SUCCEEDED' ? GREEN : FAILURES };
    })
    .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'en'));
}

function rank({ name, group }: { name: string; group: string }): number {
  if (name === FIRST_SCENARIO) return 0;
  return group === FAILURES ? 1 : 2;
}

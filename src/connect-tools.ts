import type { Aws } from './aws.ts';
import type { Asking } from './checks/ask-account.ts';
import type { HistoryTable } from './history/table.ts';
import { findElsewhere, getHistoryName, type Home } from './place.ts';
import type { Tools } from './troubleshoot.ts';
import { within } from './within.ts';

/** Milliseconds, as for the checks. What comes later is not waited for: a diagnosis stands without it. */
const BUDGET = 6000;

/** Kept with the clients that read builds. The checks and a dozen clients are loaded while those read the first one. */
const kept = new WeakMap<Aws, Promise<Asking>>();

function getAsking(aws: Aws): Promise<Asking> {
  const known =
    kept.get(aws) ?? import('./checks/ask-account.ts').then(({ connectAsking }) => connectAsking(aws));
  kept.set(aws, known);
  // Thrown where it is waited for.
  known.catch(() => undefined);
  return known;
}

/** Everything that a diagnosis may ask in a region: the account, the source, the project's green builds and its history. */
export function connectTools(
  catalogue: Tools['catalogue'],
  aws: Aws,
  table?: HistoryTable | undefined,
  docsUrl?: string | undefined,
  home: Home = { account: undefined, region: undefined },
): Tools {
  const asking = getAsking(aws);
  return {
    catalogue,
    docsUrl,
    elsewhere: findElsewhere(aws, home),
    answer: async (questions, build) => (await asking).answer(questions, build),
    compare: async (build, phase, ahead) => {
      const [{ compareWithGreen }, { openCommits }] = await Promise.all([
        import('./build/what-changed.ts'),
        asking,
      ]);
      const countCommits = openCommits(build);
      return within(BUDGET, compareWithGreen(aws, build, { phase, countCommits, ahead }), undefined);
    },
    // Without it the verdict stands all the same.
    countRecoveries: async (project) =>
      table &&
      within(
        BUDGET,
        countRecoveries(table, getHistoryName(project, aws, home)).catch(() => undefined),
        undefined,
      ),
  };
}

/** Loaded when first asked, as the checks are. */
async function countRecoveries(table: HistoryTable, project: string): Promise<number> {
  const { countRecoveriesByRetry } = await import('./history/retries.ts');
  return countRecoveriesByRetry(table, project);
}

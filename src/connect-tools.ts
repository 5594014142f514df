import type { Aws } from './aws.ts';
import { compareWithGreen } from './build/what-changed.ts';
import { answerQuestions } from './checks/answer.ts';
import { type CheckClients, connectChecks } from './checks/clients.ts';
import { openSource } from './checks/source-tree.ts';
import { countRecoveriesByRetry } from './history/retries.ts';
import type { HistoryTable } from './history/table.ts';
import { findElsewhere, getHistoryName, type Home } from './place.ts';
import type { Tools } from './troubleshoot.ts';

/** Milliseconds, as for the checks. */
const BUDGET = 6000;

/** Kept with the clients that read builds: with new ones each event would open its connections anew. */
const checkClients = new WeakMap<Aws, CheckClients>();

function getCheckClients(aws: Aws): CheckClients {
  const known = checkClients.get(aws) ?? connectChecks(aws.region, undefined, aws.credentials);
  checkClients.set(aws, known);
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
  const clients = getCheckClients(aws);
  return {
    catalogue,
    docsUrl,
    elsewhere: findElsewhere(aws, home),
    answer: (questions, build) => answerQuestions(clients, questions, build),
    compare: (build, phase, ahead) => {
      const countCommits = openSource(clients, build)?.openCommits?.();
      return within(BUDGET, compareWithGreen(aws, build, { phase, countCommits, ahead }));
    },
    // Without it the verdict stands all the same.
    countRecoveries: async (project) =>
      table &&
      within(
        BUDGET,
        countRecoveriesByRetry(table, getHistoryName(project, aws, home)).catch(() => undefined),
      ),
  };
}

/** What comes later is not waited for: a diagnosis stands without it. */
function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) =>
    setTimeout(() => resolve(undefined), milliseconds).unref(),
  );
  return Promise.race([promise, late]);
}

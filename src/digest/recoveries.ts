import type { ClosedIncident } from '../history/project-state.ts';
import type { Fix, Fixes, FlakyProject, TimeToGreen } from './digest.ts';

/** What the incidents that ended in a week tell. */
export interface Recoveries {
  all: TimeToGreen;
  byProject: ReadonlyMap<string, TimeToGreen>;
  byCause: ReadonlyMap<string, Fixes>;
  flaky: FlakyProject[];
}

interface Duration {
  seconds: number;
  project: string;
  title: string;
  builds: number;
}

const MAX_EXAMPLES = 3;

/**
 * Families whose cure lies in the account: green again on the same commit then means that somebody put it right
 * there, not that the project is flaky.
 */
const CURED_OUTSIDE = new Set(['iam', 'source', 'pipeline']);

/** Takes the closed incidents and the family of each cause, as far as it is known. */
export async function tallyRecoveries(
  incidents: AsyncIterable<ClosedIncident>,
  findFamily: (cause: string) => string | undefined,
): Promise<Recoveries> {
  const durations: Duration[] = [];
  const byCause = new Map<string, Fixes>();
  const flaky = new Map<string, { recoveries: number; titles: Set<string> }>();
  for await (const incident of incidents) {
    const { project, cause, title, count, since, closedBy } = incident;
    const seconds = Math.max(0, Math.round((Date.parse(closedBy.endedAt) - Date.parse(since)) / 1000));
    durations.push({ seconds, project, title, builds: count });
    const fix = getFix(incident);
    byCause.set(cause, addFix(byCause.get(cause), fix));
    if (fix.kind === 'same-commit' && !CURED_OUTSIDE.has(findFamily(cause) ?? '')) {
      const known = flaky.get(project) ?? { recoveries: 0, titles: new Set<string>() };
      flaky.set(project, { recoveries: known.recoveries + 1, titles: known.titles.add(title) });
    }
  }
  const byProject = Map.groupBy(durations, ({ project }) => project);
  return {
    all: getTimeToGreen(durations),
    byProject: new Map([...byProject].map(([project, each]) => [project, getTimeToGreen(each)])),
    byCause,
    flaky: [...flaky]
      .map(([project, { recoveries, titles }]) => ({ project, recoveries, titles: [...titles] }))
      .sort((a, b) => b.recoveries - a.recoveries || (a.project < b.project ? -1 : 1)),
  };
}

function getFix({ project, last, closedBy }: ClosedIncident): Fix {
  const { build, number, commit, endedAt: at } = closedBy;
  const isKnown = commit !== undefined && last.commit !== undefined;
  const kind = !isKnown ? 'other' : commit === last.commit ? 'same-commit' : 'commit';
  return { kind, project, build, number, commit, at };
}

function addFix(fixes: Fixes = { byCommit: 0, bySameCommit: 0, other: 0, examples: [] }, fix: Fix): Fixes {
  return {
    byCommit: fixes.byCommit + (fix.kind === 'commit' ? 1 : 0),
    bySameCommit: fixes.bySameCommit + (fix.kind === 'same-commit' ? 1 : 0),
    other: fixes.other + (fix.kind === 'other' ? 1 : 0),
    examples: [...fixes.examples, fix].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MAX_EXAMPLES),
  };
}

function getTimeToGreen(durations: readonly Duration[]): TimeToGreen {
  if (durations.length === 0) return { incidents: 0 };
  const seconds = durations.map((each) => each.seconds).sort((a, b) => a - b);
  const middle = Math.floor(seconds.length / 2);
  const upper = seconds[middle] ?? 0;
  const lower = seconds.length % 2 === 1 ? upper : (seconds[middle - 1] ?? upper);
  const worst = durations.reduce((most, each) => (each.seconds > most.seconds ? each : most));
  return { incidents: durations.length, medianSeconds: Math.round((lower + upper) / 2), worst };
}

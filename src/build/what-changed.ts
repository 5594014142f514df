import {
  type Build as AwsBuild,
  BatchGetBuildsCommand,
  ListBuildsForProjectCommand,
} from '@aws-sdk/client-codebuild';
import type { Aws } from '../aws.ts';
import { readLogEnd, readPhaseLines } from '../log/read-phase.ts';
import type { Build, Change, PhaseType } from '../model.ts';
import { fromAwsBuild } from './from-aws.ts';
import { listChanges } from './list-changes.ts';

/** How far back a green build is looked for: what BatchGetBuilds takes at once, this build among it. */
const LOOK_BACK = 99;

/** A build against the last green one before it. */
export interface Comparison {
  green: Pick<Build, 'id' | 'number' | 'endedAt'>;
  /** Whether both built the same commit; false where one is not known. */
  isSameCommit: boolean;
  changes: Change[];
  /** What the green build printed in the phase that was asked for. */
  greenLines?: string[] | undefined;
}

/** What was read of a project beside the log. */
export interface ReadAhead {
  /** Ids of its builds, the newest first. */
  newest: readonly string[];
  /** Those of them that are known to have failed. */
  failed: ReadonlySet<string>;
}

export interface CompareOptions {
  /** Saves a round trip. */
  ahead?: ReadAhead | undefined;
  /** The phase whose lines of the green log are wanted. */
  phase?: PhaseType | undefined;
  /** How many commits the second is ahead of the first, where the source tells. */
  countCommits?: ((before: string, after: string) => Promise<number | undefined>) | undefined;
}

/** Ids of a project's builds, the newest first: one call. Throws what the SDK throws. */
export async function listBuildIds({ codebuild }: Aws, projectName: string): Promise<string[]> {
  const { ids = [] } = await codebuild.send(
    new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' }),
  );
  return ids;
}

/**
 * What changed since the last green build of the project, of the same branch where there is one: two calls, and two
 * more where commits are counted or the green log is wanted. That log is read beside the builds where the one before
 * is green, which it mostly is. Undefined where no build was green. Never throws: a
 * diagnosis is not lost for it.
 */
export async function compareWithGreen(
  aws: Aws,
  build: Build,
  options: CompareOptions = {},
): Promise<Comparison | undefined> {
  try {
    const { newest, failed } = options.ahead ?? {
      newest: await listBuildIds(aws, build.project),
      failed: new Set(),
    };
    const ids = listEarlier(newest, build.id);
    // Only where time counts: a wrong guess costs a call.
    const likely = options.ahead && ids.find((id) => !failed.has(id));
    const [[self, earlier], logEnd] = await Promise.all([
      readHistory(aws, build.id, ids),
      options.phase && likely ? readLogEnd(aws, build, likely) : undefined,
    ]);
    const found = findGreen(self, earlier);
    const green = found && fromAwsBuild(found);
    if (!self || !found || !green) return undefined;
    const [before, after] = [found.resolvedSourceVersion, self.resolvedSourceVersion];
    const isSameCommit = before !== undefined && before === after;
    const [commits, greenLines] = await Promise.all([
      before && after && !isSameCommit
        ? options.countCommits?.(before, after).catch(() => undefined)
        : undefined,
      options.phase && readPhaseLines(aws, green, options.phase, logEnd).catch(() => undefined),
    ]);
    return { green, isSameCommit, changes: listChanges(found, self, commits), greenLines };
  } catch {
    return undefined;
  }
}

/** Those that began before it; all, where it is not listed yet. */
function listEarlier(newest: readonly string[], own: string): string[] {
  const from = newest.indexOf(own) + 1;
  return newest.slice(from, from + LOOK_BACK);
}

/** This build and those before it, the newest first. */
async function readHistory(
  { codebuild }: Aws,
  own: string,
  earlier: readonly string[],
): Promise<[AwsBuild | undefined, AwsBuild[]]> {
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: [own, ...earlier] }));
  const byId = new Map(builds.map((each) => [each.id, each]));
  return [byId.get(own), earlier.flatMap((id) => byId.get(id) ?? [])];
}

/** Of the same branch first: a green build of another one differs in more than broke this. */
function findGreen(self: AwsBuild | undefined, earlier: readonly AwsBuild[]): AwsBuild | undefined {
  const green = earlier.filter(({ buildStatus }) => buildStatus === 'SUCCEEDED');
  return green.find(({ sourceVersion }) => sourceVersion === self?.sourceVersion) ?? green[0];
}

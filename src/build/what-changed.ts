import {
  type Build as AwsBuild,
  BatchGetBuildsCommand,
  ListBuildsForProjectCommand,
} from '@aws-sdk/client-codebuild';
import type { Aws } from '../aws.ts';
import { readPhaseLines } from '../log/read-phase.ts';
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

export interface CompareOptions {
  /** The phase whose lines of the green log are wanted. */
  phase?: PhaseType | undefined;
  /** How many commits the second is ahead of the first, where the source tells. */
  countCommits?: ((before: string, after: string) => Promise<number | undefined>) | undefined;
}

/**
 * What changed since the last green build of the project, of the same branch where there is one: two calls, and two
 * more where commits are counted or the green log is wanted. Undefined where no build was green. Never throws: a
 * diagnosis is not lost for it.
 */
export async function compareWithGreen(
  aws: Aws,
  build: Build,
  options: CompareOptions = {},
): Promise<Comparison | undefined> {
  try {
    const [self, earlier] = await readHistory(aws, build);
    const found = findGreen(self, earlier);
    const green = found && fromAwsBuild(found);
    if (!self || !found || !green) return undefined;
    const [before, after] = [found.resolvedSourceVersion, self.resolvedSourceVersion];
    const isSameCommit = before !== undefined && before === after;
    const [commits, greenLines] = await Promise.all([
      before && after && !isSameCommit
        ? options.countCommits?.(before, after).catch(() => undefined)
        : undefined,
      options.phase && readPhaseLines(aws, green, options.phase).catch(() => undefined),
    ]);
    return { green, isSameCommit, changes: listChanges(found, self, commits), greenLines };
  } catch {
    return undefined;
  }
}

/** This build and those before it, the newest first. */
async function readHistory(aws: Aws, build: Build): Promise<[AwsBuild | undefined, AwsBuild[]]> {
  const { ids = [] } = await aws.codebuild.send(
    new ListBuildsForProjectCommand({ projectName: build.project, sortOrder: 'DESCENDING' }),
  );
  const earlier = ids.slice(ids.indexOf(build.id) + 1, ids.indexOf(build.id) + 1 + LOOK_BACK);
  const { builds = [] } = await aws.codebuild.send(
    new BatchGetBuildsCommand({ ids: [build.id, ...earlier.filter((id) => id !== build.id)] }),
  );
  const byId = new Map(builds.map((each) => [each.id, each]));
  return [byId.get(build.id), earlier.flatMap((id) => byId.get(id) ?? [])];
}

/** Of the same branch first: a green build of another one differs in more than broke this. */
function findGreen(self: AwsBuild | undefined, earlier: readonly AwsBuild[]): AwsBuild | undefined {
  const green = earlier.filter(({ buildStatus }) => buildStatus === 'SUCCEEDED');
  return green.find(({ sourceVersion }) => sourceVersion === self?.sourceVersion) ?? green[0];
}

import {
  type Build as AwsBuild,
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
} from '@aws-sdk/client-codebuild';
import type { Aws } from '../aws.ts';
import { AccessDeniedError, BuildNotFoundError, FaultlineError } from '../errors.ts';
import type { Build } from '../model.ts';
import { parseBuildArn } from './arn.ts';
import { fromAwsBuild } from './from-aws.ts';
import type { BuildReference } from './reference.ts';

/** BatchGetBuilds takes this many ids. https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html */
const MAX_IDS = 100;
/** How a build ends that did not go well and was not stopped. */
export const FAILED: ReadonlySet<string> = new Set(['FAILED', 'FAULT', 'TIMED_OUT']);

/** The builds a reference means: one, or of a batch all that failed. Throws where there is none or AWS refuses. */
export async function readBuilds(aws: Aws, reference: BuildReference): Promise<Build[]> {
  if (reference.kind === 'build') return [await readBuild(aws, reference.id)];
  if (reference.kind === 'batch') return readBatch(aws, reference.id);
  return [await readLatestFailure(aws, reference.project)];
}

/** All that CodeBuild knows of a build. Throws BuildNotFoundError or AccessDeniedError. */
export async function readBuild(aws: Aws, id: string): Promise<Build> {
  const [build] = await batchGetBuilds(aws, [id]);
  if (!build) throw new BuildNotFoundError(id, aws.region);
  return build;
}

async function batchGetBuilds(aws: Aws, ids: string[]): Promise<Build[]> {
  const { builds = [] } = await asked('codebuild:BatchGetBuilds', 'the build', () =>
    aws.codebuild.send(new BatchGetBuildsCommand({ ids })),
  );
  return builds.flatMap((build: AwsBuild) => fromAwsBuild(build) ?? []);
}

/** One page of the account's builds in the region, newest first, and the token of the next. Throws AccessDeniedError. */
export async function listBuilds(
  aws: Aws,
  nextToken?: string,
): Promise<{ builds: Build[]; nextToken: string | undefined }> {
  const page = await asked('codebuild:ListBuilds', 'the list of builds', () =>
    aws.codebuild.send(new ListBuildsCommand({ sortOrder: 'DESCENDING', nextToken })),
  );
  const ids = page.ids ?? [];
  return { builds: ids.length > 0 ? await batchGetBuilds(aws, ids) : [], nextToken: page.nextToken };
}

/** Those of the ids that CodeBuild knows, whatever their number. Throws AccessDeniedError. */
export async function readBuildsById(aws: Aws, ids: readonly string[]): Promise<Build[]> {
  const builds: Build[] = [];
  for (let at = 0; at < ids.length; at += MAX_IDS)
    builds.push(...(await batchGetBuilds(aws, ids.slice(at, at + MAX_IDS))));
  return builds;
}

async function readBatch(aws: Aws, id: string): Promise<Build[]> {
  const { buildBatches = [] } = await asked('codebuild:BatchGetBuildBatches', 'the batch', () =>
    aws.codebuild.send(new BatchGetBuildBatchesCommand({ ids: [id] })),
  );
  const [batch] = buildBatches;
  if (!batch) throw new BuildNotFoundError(id, aws.region);
  const runs = (batch.buildGroups ?? []).map((group) => group.currentBuildSummary);
  const failed = runs
    .filter((run) => FAILED.has(run?.buildStatus ?? ''))
    .flatMap((run) => parseBuildArn(run?.arn ?? '')?.id ?? []);
  if (failed.length === 0)
    throw new FaultlineError(
      'nothing-failed',
      `No build of the batch ${id} has failed (the batch is ${batch.buildBatchStatus ?? 'of unknown status'}).`,
    );
  return batchGetBuilds(aws, failed.slice(0, MAX_IDS));
}

async function readLatestFailure(aws: Aws, project: string): Promise<Build> {
  const { ids = [] } = await asked('codebuild:ListBuildsForProject', `the builds of ${project}`, () =>
    aws.codebuild.send(new ListBuildsForProjectCommand({ projectName: project, sortOrder: 'DESCENDING' })),
  );
  const builds = ids.length > 0 ? await batchGetBuilds(aws, ids.slice(0, MAX_IDS)) : [];
  const byNewest = builds.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const failed = byNewest.find((build) => FAILED.has(build.status));
  if (!failed)
    throw new FaultlineError(
      'nothing-failed',
      `None of the last ${ids.length} builds of ${project} in ${aws.region} has failed.`,
    );
  return failed;
}

/** Turns AWS's refusals into errors that name the permission or the project. */
async function asked<T>(action: string, what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (/AccessDenied|UnauthorizedOperation/.test(name)) throw new AccessDeniedError(action, what, error);
    if (name === 'ResourceNotFoundException')
      throw new FaultlineError(
        'project-not-found',
        `CodeBuild does not find ${what}: ${(error as Error).message}`,
        { cause: error },
      );
    throw error;
  }
}

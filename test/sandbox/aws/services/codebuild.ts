import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { BuildRecord } from '../scenario-schema.ts';
import { toSdkBatch, toSdkBuild, toSdkProject } from '../sdk-build.ts';
import { describeTestCases, getReports } from './codebuild-reports.ts';

const PAGE = 100;
const ids = z.object({ ids: z.array(z.string()).min(1).max(100) });
const names = z.object({ names: z.array(z.string()).min(1).max(100) });
const page = z.object({
  nextToken: z.string().optional(),
  sortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('DESCENDING'),
});
const ofProject = page.extend({ projectName: z.string() });

function findBuild({ account }: World, id: string): BuildRecord | undefined {
  return account.builds.get(id.startsWith('arn:') ? (id.split(':build/')[1] ?? id) : id);
}

/** Ids in order of time, a hundred a page. */
function listIds(
  records: Iterable<{ id: string; startedAt: Date }>,
  { nextToken, sortOrder }: z.output<typeof page>,
) {
  const sorted = [...records]
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    .map(({ id }) => id);
  if (sortOrder === 'DESCENDING') sorted.reverse();
  const from = Number(nextToken ?? 0);
  const next = from + PAGE;
  return { ids: sorted.slice(from, next), nextToken: next < sorted.length ? String(next) : undefined };
}

function needProject({ account }: World, name: string) {
  const project = account.projects.get(name);
  if (!project) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Project cannot be found: ${arnOf(account, 'codebuild', `project/${name}`)}`,
    );
  }
  return project;
}

/** A build that has just been asked for: queued, nothing run yet. */
function startBuild(world: World, like: BuildRecord): unknown {
  const uuid = randomUUID();
  const id = `${like.data.project}:${uuid}`;
  const startedAt = world.now();
  const numbers = [...world.account.builds.values()].filter(
    (build) => build.data.project === like.data.project,
  );
  const record: BuildRecord = {
    ...like,
    id,
    uuid,
    arn: arnOf(world.account, 'codebuild', `build/${id}`),
    data: {
      ...like.data,
      number: Math.max(0, ...numbers.map((build) => build.data.number)) + 1,
      logs: { kind: 'none' },
    },
    status: 'IN_PROGRESS',
    startedAt,
    endedAt: undefined,
    currentPhase: 'QUEUED',
    phases: [
      { type: 'SUBMITTED', status: 'SUCCEEDED', startedAt, endedAt: startedAt, contexts: [] },
      { type: 'QUEUED', startedAt, contexts: [] },
    ],
  };
  world.account.builds.set(id, record);
  return { build: toSdkBuild(record, world.account.region) };
}

export const codebuild: Operations = {
  BatchGetBuilds: operation(ids, (input, world) => {
    const found = input.ids.map((id) => findBuild(world, id));
    return {
      builds: found
        .filter((build) => build !== undefined)
        .map((build) => toSdkBuild(build, world.account.region)),
      buildsNotFound: input.ids.filter((_, i) => found[i] === undefined),
    };
  }),
  ListBuilds: operation(page, (input, { account }) => listIds(account.builds.values(), input)),
  ListBuildsForProject: operation(ofProject, (input, world) => {
    needProject(world, input.projectName);
    const builds = [...world.account.builds.values()].filter(
      (build) => build.data.project === input.projectName,
    );
    return listIds(builds, input);
  }),
  BatchGetProjects: operation(names, (input, { account }) => {
    const found = input.names.map((name) => account.projects.get(name.split('project/').at(-1) ?? name));
    return {
      projects: found
        .filter((project) => project !== undefined)
        .map((project) => toSdkProject(project, account.region, account.id)),
      projectsNotFound: input.names.filter((_, i) => found[i] === undefined),
    };
  }),
  ListProjects: operation(z.object({}), (_, { account }) => ({
    projects: [...account.projects.keys()].sort(),
  })),
  BatchGetBuildBatches: operation(ids, (input, { account }) => {
    const found = input.ids.map((id) => account.batches.get(id.split(':build-batch/').at(-1) ?? id));
    return {
      buildBatches: found.filter((batch) => batch !== undefined).map(toSdkBatch),
      buildBatchesNotFound: input.ids.filter((_, i) => found[i] === undefined),
    };
  }),
  BatchGetReports: getReports,
  DescribeTestCases: describeTestCases,
  ListBuildBatchesForProject: operation(ofProject, (input, world) => {
    needProject(world, input.projectName);
    return listIds(
      [...world.account.batches.values()].filter((batch) => batch.project === input.projectName),
      input,
    );
  }),
  RetryBuild: operation(z.object({ id: z.string() }), (input, world) => {
    const build = findBuild(world, input.id);
    if (!build) throw new AwsError('ResourceNotFoundException', `Build not found: ${input.id}`);
    return startBuild(world, build);
  }),
  StartBuild: operation(
    z.object({ projectName: z.string(), sourceVersion: z.string().optional() }),
    (input, world) => {
      const { name, data } = needProject(world, input.projectName);
      const sourceVersion = input.sourceVersion ?? data.sourceVersion;
      const like = {
        id: name,
        uuid: '',
        arn: '',
        data: { ...data, sourceVersion },
        status: 'IN_PROGRESS',
      } as const;
      return startBuild(world, { ...like, startedAt: world.now(), currentPhase: 'QUEUED', phases: [] });
    },
  ),
  UpdateProject: operation(z.looseObject({ name: z.string() }), ({ name, ...changes }, world) => {
    const project = needProject(world, name);
    const environment = z
      .object({ privilegedMode: z.boolean() })
      .partial()
      .safeParse(changes.environment).data;
    if (environment) changes.environment = { ...project.data.environment, ...environment };
    Object.assign(project.updated, changes);
    return { project: toSdkProject(project, world.account.region, world.account.id) };
  }),
};

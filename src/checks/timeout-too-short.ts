import {
  BatchGetBuildsCommand,
  type CodeBuildClient,
  ListBuildsForProjectCommand,
} from '@aws-sdk/client-codebuild';
import { aside, type Check, confirmed, refuted, unknown } from './check.ts';

/** Builds that are looked at. */
const RECENT = 50;
/** A green build that takes this part of the timeout is close to it. */
const CLOSE = 0.8;

/** Compares the timeout with how long the last green builds of the project took. */
export const timeoutTooShort: Check<'timeout-too-short'> = {
  permissions: ['codebuild:ListBuildsForProject', 'codebuild:BatchGetBuilds'],
  asks: "how long the project's green builds take",
  word: (_question, { timeoutMinutes: limit }) =>
    `Do green builds take nearly the ${limit ? `${limit} minutes` : 'time'} allowed?`,
  async ask({ codebuild }, _question, { project, timeoutMinutes }) {
    const minutes = await readGreenMinutes(codebuild, project);
    if (minutes.length === 0) return unknown(`Not known: no recent build of ${project} was green.`);
    const longest = Math.max(...minutes);
    const usual = `The last ${minutes.length === 1 ? 'green build' : `${minutes.length} green builds`} took ${longest < 1 ? 'under a minute' : `up to ${Math.ceil(longest)} min`}`;
    const facts = { usualMinutes: String(Math.ceil(longest)) };
    return longest >= CLOSE * (timeoutMinutes ?? 60)
      ? confirmed(`${usual}: the timeout is too short.`, facts)
      : aside(refuted(`${usual}: this one hung.`, facts));
  },
};

async function readGreenMinutes(codebuild: CodeBuildClient, projectName: string): Promise<number[]> {
  const { ids = [] } = await codebuild.send(
    new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' }),
  );
  if (ids.length === 0) return [];
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, RECENT) }));
  return builds
    .filter((build) => build.buildStatus === 'SUCCEEDED')
    .flatMap(({ startTime, endTime }) =>
      startTime && endTime ? (endTime.getTime() - startTime.getTime()) / 60_000 : [],
    );
}

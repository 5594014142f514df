import { regionOption } from '../../src/fix/project.ts';
import { placeholder, raw, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'source-ref-not-found',
  family: 'source',
  title: 'The branch, tag or commit to build is not in the repository',
  patterns: [
    // CodeBuild in DOWNLOAD_SOURCE.
    /(?:reference|object|commit|branch|revision|ref) not found for (?:primary|secondary) source(?: and source version (?<version>\S+))?/i,
    // CodePipeline, in its source action.
    /no branch named (?<version>\S+) was found in the selected/,
    // git clone --branch, fetch, checkout of a commit.
    /Remote branch (?<version>\S+) not found in upstream/,
    /couldn't find remote ref (?<version>\S+)/i,
    /fatal: reference is not a tree: (?<version>\S+)/,
    /fatal: unable to read tree \(?(?<version>[0-9a-f]{7,40})/,
    /upload-pack: not our ref (?<version>\S+)/,
    /Server does not allow request for unadvertised object (?<version>\S+)/,
    /The specified version does not exist.{0,120}(?:primary|secondary) source/,
    // checkout says so of files as well.
    { line: /error: pathspec '(?<version>[^']+)' did not match any file/, strength: 'likely' },
  ],
  above: ['git-failed', 'source-access-denied'],
  explain: ({ facts, build }) => {
    const version = facts.version ?? build?.source?.version;
    return `The repository has no ${version ? `\`${version}\`` : 'such branch, tag or commit'}: it was renamed, deleted or force-pushed, never pushed, or the source version of the project is misspelt.`;
  },
  fix: ({ facts, build }) => {
    const version = facts.version ?? build?.source?.version ?? placeholder('branch');
    const url = build?.source?.location ?? placeholder('repository url');
    const project = build?.project ?? placeholder('project_name');
    return [
      {
        title: 'See which branches and tags the source repository has',
        command: sh`git ls-remote --heads --tags ${url}${raw(facts.version ? sh` ${`*${version}*`}` : '')}`,
        changes: false,
      },
      {
        title: 'Build a source version that exists',
        command: sh`aws codebuild start-build --project-name ${project} --source-version ${placeholder('branch')}${regionOption(build)}`,
        changes: true,
      },
      {
        title: 'If the project itself names the wrong one, correct it there',
        command: sh`aws codebuild update-project --name ${project} --source-version ${placeholder('branch')}${regionOption(build)}`,
        changes: true,
        verify: sh`aws codebuild batch-get-projects --names ${project} --query ${'projects[0].sourceVersion'}${regionOption(build)}`,
      },
    ];
  },
});

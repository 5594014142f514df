import { fullCloneSteps } from '../../src/fix/full-clone.ts';
import { updateSourceStep } from '../../src/fix/project-source.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'git-submodule-failed',
  family: 'source',
  title: 'A Git submodule cannot be fetched',
  patterns: [
    /clone of '(?<url>[^']+)' into submodule path '(?<path>[^']+)' failed/,
    /Failed to clone '(?<path>[^']+)' a second time, aborting/,
    /No url found for submodule path '(?<path>[^']+)' in \.gitmodules/,
    /no submodule mapping found in \.gitmodules for path '(?<path>[^']+)'/,
    /[Uu]nable to (?:checkout|fetch|find current(?: origin\/\S+)? revision|recurse).{0,60}in submodule path '(?<path>[^']+)'/,
    /Fetched in submodule path '(?<path>[^']+)', but it (?<state>did not contain)/,
    /Failed to recurse into submodule path '(?<path>[^']+)'/,
    /Unable to (?:update|sync|initialize) submodules?/i,
    // CodeBuild fetches them in DOWNLOAD_SOURCE where the project says so.
    {
      line: /(?:error|failed|failure|denied|required|not found|unable).{0,120}\bsubmodules?\b/i,
      phases: ['DOWNLOAD_SOURCE'],
      strength: 'likely',
    },
    // A zip of CodePipeline has no .git: git-failed takes these words for any other command.
    {
      line: /not a git repository/,
      near: { line: /\bgit submodule (?:update|init|sync|foreach)/, within: 3 },
    },
    { line: /not a git repository/, command: /git submodule/, strength: 'symptom' },
  ],
  above: ['git-failed', 'source-access-denied', 'source-ref-not-found'],
  explain: ({ facts }) =>
    facts.path || facts.url
      ? `The submodule ${facts.path ? `\`${facts.path}\`` : ''}${facts.url ? ` from \`${facts.url}\`` : ''} could not be fetched: the build has no access to that repository, or the commit that it is pinned to is not there.`
      : 'The submodules could not be fetched: the source came without its .git directory (a zip of CodePipeline), or the build has no access to their repositories.',
  fix: ({ facts, build }) => [
    ...(facts.path || facts.url ? [] : fullCloneSteps(build)),
    ...(facts.state
      ? [
          {
            title:
              'If the commit is there but too far back for a shallow fetch, fetch the submodule in full depth; if it is not, push it',
            command: sh`git submodule update --init --recursive --depth 2147483647 ${facts.path ?? placeholder('submodule path')}`,
            changes: false,
          },
        ]
      : []),
    updateSourceStep(
      {
        title: 'Let CodeBuild fetch the submodules itself, with the credentials of the source',
        field: 'gitSubmodulesConfig.fetchSubmodules',
        value: true,
      },
      build,
    ),
    {
      title:
        'Use https addresses in .gitmodules (ssh needs a key that the build does not have), and give the token access to that repository too',
      command: sh`git config --file .gitmodules --get-regexp ${'^submodule\\..*\\.url$'}`,
      changes: false,
      verify: sh`git ls-remote ${facts.url ?? placeholder('submodule url')}`,
    },
  ],
});

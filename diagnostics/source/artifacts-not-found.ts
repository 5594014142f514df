import { renderBuildspecPatch } from '../../src/fix/buildspec.ts';
import { getPathInSource } from '../../src/fix/misplaced.ts';
import { getRenameStep } from '../../src/fix/rename-in-buildspec.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'artifacts-not-found',
  family: 'source',
  title: 'The artifacts section names what the build did not make',
  patterns: [
    /no matching base directory path found for (?<path>\S+)/i,
    // The line before says which pattern of the section matched nothing.
    {
      line: /no matching artifact paths found/i,
      near: { line: /Skipping invalid (?:file|artifact) path (?<path>\S+)/, within: 12 },
    },
    {
      line: /no matching artifact paths found/i,
      near: {
        line: /\] Expanding (?!base directory|file paths|cache)(?<path>[^\s.]\S*|\.\S+) *$/,
        within: 6,
      },
    },
    /no matching artifact paths found/i,
    /no matching (?:report|cache) (?:paths|files) found.{0,60}UPLOAD_ARTIFACTS|report files not found in build/i,
    /Error in UPLOAD_ARTIFACTS phase: \[/,
    {
      line: /Skipping invalid (?:file|artifact) path (?<path>\S+)/,
      phases: ['UPLOAD_ARTIFACTS'],
      strength: 'symptom',
    },
  ],
  explain: ({ facts }) =>
    `Nothing matches \`${facts.path ? getPathInSource(facts.path) : 'files'}\` of the artifacts section once the build is done: the path or base-directory is wrong, or an earlier command wrote nothing or elsewhere.`,
  // A path with wildcards, or of what the build makes, is none of the source's: then nothing is found, which says nothing.
  checks: ({ facts }) => {
    if (!facts.path || /[*?]/.test(facts.path)) return [];
    const what = /\.\w+$/.test(facts.path) ? 'file' : 'directory';
    return [{ kind: 'file-misplaced', path: facts.path, what }, { kind: 'buildspec' }];
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const found = facts.place === 'there' ? undefined : facts.found?.split('\n')[0];
    const path = facts.path ? getPathInSource(facts.path) : placeholder('path');
    const name =
      path
        .replace(/[/*]+$/, '')
        .split('/')
        .at(-1) ?? path;
    return [
      ...(facts.path && found ? [getRenameStep(facts.path, found, situation)] : []),
      {
        title: 'Look at the end of the build what is there: put this at the end of post_build',
        command: sh`find . -name ${`*${name}*`} -not -path ${'*/node_modules/*'}`,
        changes: false,
      },
      {
        title:
          'Correct base-directory and files of the artifacts section: both count from the root of the source (CODEBUILD_SRC_DIR), whatever cd the commands did',
        patch: renderBuildspecPatch(
          [' artifacts:', `+  base-directory: ${placeholder('output directory')}`],
          build,
        ),
        changes: true,
      },
      {
        title: `If a build step should have made ${path}, look at its output: it ended well but wrote nothing there`,
        changes: false,
      },
    ];
  },
});

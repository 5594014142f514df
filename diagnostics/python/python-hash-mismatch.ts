import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-hash-mismatch',
  family: 'python',
  title: 'The hash of a Python package is not the pinned one',
  patterns: [
    // pip, also through pipenv, which says before it which package it was
    {
      line: /THESE PACKAGES DO NOT MATCH THE HASHES/,
      near: {
        line: /while installing (?<package>[\w.-]+)|^\s+(?<package2>[\w.-]+)==\S+ from https?:/,
        within: 6,
      },
    },
    /THESE PACKAGES DO NOT MATCH THE HASHES|DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE/,
    /In --require-hashes mode, all requirements must have|Hashes are required in --require-hashes mode/,
    // Poetry, uv, conda
    /Hash for (?<package>[\w.-]+) .{0,200}not found in known hashes|digest for link \S+ .{0,80}not in poetry\.lock/,
    /Hash mismatch for `(?<package>[\w.-]+)|ChecksumMismatchError/,
  ],
  above: [
    'python-package-not-found',
    'python-dependency-conflict',
    'python-error',
    'docker-build-step-failed',
  ],
  explain: ({ facts }) =>
    `The file that was downloaded for ${facts.package ?? 'a package'} has another hash than the lock or requirements file pins: the pins are out of date, made by another version of the tool or for another index, or the file was changed.`,
  fix: (situation) => [
    {
      title: 'Download it again without the cache, to rule out a broken download',
      command:
        'python -m pip cache purge; python -m pip download --no-cache-dir --dest /tmp/faultline --requirement requirements.txt',
      changes: false,
    },
    ...getLockSteps(situation),
    {
      title:
        'If the file on the index changed under the same version, find out why before you trust the new hash',
      changes: false,
    },
  ],
});

function getLockSteps({ command, facts }: Situation): FixStep[] {
  const all: [RegExp, FixStep][] = [
    [/pipenv/, lockStep('pipenv lock', 'Pipfile.lock')],
    [/poetry/, lockStep('poetry lock', 'poetry.lock')],
    [/\buv\b/, lockStep('uv lock', 'uv.lock')],
    [/./, lockStep('pip-compile --generate-hashes requirements.in', 'requirements.txt')],
  ];
  const known = all.filter(([tool]) => tool.test(command ?? ''));
  // The lock file of pipenv is where this happens most.
  const chosen = known[0] ?? (facts.package ? all[0] : undefined);
  return chosen ? [chosen[1]] : all.map(([, step]) => step).slice(0, 2);
}

function lockStep(command: string, file: string): FixStep {
  const tool = command.split(' ')[0];
  return {
    title: `Write ${file} anew with the ${tool} that the build uses (or pin ${tool} in the build to the version that wrote it), and commit it`,
    command,
    changes: true,
  };
}

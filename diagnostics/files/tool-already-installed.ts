import { replaceCommand } from '../../src/fix/buildspec.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'tool-already-installed',
  family: 'files',
  title: 'An install step stops because what it installs is there already',
  patterns: [
    // pyenv, rbenv, nodenv, goenv, phpenv ask whether to go on; nobody answers.
    /^(?<tool>pyenv|rbenv|nodenv|goenv|phpenv|jenv): (?<path>\S+) already exists/,
    /continue with installation\? \(y\/N\)/,
    // AWS CLI 2's installer.
    /Found preexisting AWS CLI installation: (?<path>\S+?)\. Please rerun install script with --update flag/,
    // shadow-utils, adduser, coreutils.
    /(?<tool>useradd|groupadd|adduser|addgroup): (?:The )?(?:user|group) [`'](?<path>[^']+)' already exists/,
    /(?<tool>useradd|groupadd|adduser|addgroup): (?:user|group) '?(?<path>[\w-]+)'? (?:already exists|in use)/,
    /(?<tool>mkdir): cannot create directory ['‘]?(?<path>[^'’:]+)['’]?: File exists/,
    /(?<tool>ln): failed to create (?:symbolic|hard) link ['‘]?(?<path>[^'’:]+)['’]?: File exists/,
    // npm's global bin, cargo, helm, docker buildx, dotnet, rustup.
    /npm (?:ERR!|error) EEXIST: file already exists/,
    /binary `(?<path>[^`]+)` already exists in destination/,
    /^Error: (?<tool>plugin) already exists/,
    /existing instance for "(?<path>[^"]+)" but (?:no append mode|append mode isn't)/,
    /Tool '(?<path>[^']+)' is already installed/,
    /cannot install while Rust is installed/,
  ],
  above: ['npm-script-failed', 'docker-build-step-failed'],
  explain: ({ facts }) =>
    `The install step stops because \`${facts.path ?? 'what it installs'}\` is there already: the build image has it, or an earlier step made it.`,
  fix: (situation) => [
    tolerantStep(situation),
    {
      title: 'Or leave the install step out: the build image brings it already',
      command: sh`ls -la ${situation.facts.path ?? placeholder('path')}`,
      changes: false,
    },
  ],
});

/** The option with which each tool accepts what it finds. */
const TOLERANT: readonly [RegExp, string][] = [
  [
    /\b(pyenv|rbenv|nodenv|goenv|phpenv) install (?!.*(?:-s|--skip-existing)\b)/,
    '$1 install --skip-existing ',
  ],
  [/\bmkdir (?!-p)/, 'mkdir -p '],
  [/\bln -s /, 'ln -sfn '],
  [/(\.?\S*aws\/install)\b(?!.*--update)/, '$1 --update'],
  [/\bnpm (i|install) (-g|--global) /, 'npm $1 $2 --force '],
  [/\b((?:user|group)add .*)$/, '$1 || true'],
  [/\bcargo install /, 'cargo install --force '],
];

function tolerantStep({ command, facts, build }: Situation): FixStep {
  const [from, to] = TOLERANT.find(([pattern]) => pattern.test(command ?? '')) ?? [];
  if (command && from && to)
    return {
      title: 'Let the command accept what is there',
      patch: replaceCommand(command, command.replace(from, to), build),
      changes: true,
    };
  const path = facts.path ?? placeholder('path');
  const called = command ?? placeholder('install command');
  return {
    title: 'Install only where it is missing',
    patch: replaceCommand(called, `${sh`[ -e ${path} ]`} || ${called}`, build),
    changes: true,
  };
}

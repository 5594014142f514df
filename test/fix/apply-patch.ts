import { applyPatch, parsePatch, type StructuredPatch } from 'diff';
import { parse } from 'yaml';
import { z } from 'zod';

/** A buildspec as people write them; what a patch looks for stands in place of the words in capitals. */
const BUILDSPEC = `version: 0.2
phases:
  install:
RUNTIMES
    commands:
      - echo install
  build:
    commands:
      - echo start
COMMANDS
      - echo done
artifacts:
  files:
    - '**/*'
`;

const Phase = z.object({ commands: z.array(z.string()).default([]) }).nullable();
const Buildspec = z.object({ phases: z.record(z.string(), Phase).default({}) });

export interface Patched {
  path: string;
  before: string;
  after: string;
  /** The commands of a buildspec that the patch brought; empty for any other file. */
  commands: string[];
}

/**
 * Applies a fix's patch as `patch -p1` would, to a file that holds what it looks for. Throws where it is no unified
 * diff, where it does not apply, and where a buildspec is none afterwards.
 */
export function applyFixPatch(patch: string): Patched[] {
  const files = parsePatch(patch);
  if (files.length === 0 || files.some(({ hunks }) => hunks.length === 0)) throw new Error('no unified diff');
  return files.map((file) => {
    const path = readPath(file);
    if (file.oldFileName !== '/dev/null' && listOld(file).length === 0)
      throw new Error('only adds lines: nothing says where');
    const isBuildspec = /\.ya?ml$/.test(path) && /buildspec/.test(path);
    const before = isBuildspec ? makeBuildspec(file) : `${listOld(file).join('\n')}\n`;
    const after = applyPatch(before, file);
    if (after === false) throw new Error(`does not apply to:\n${before}`);
    if (after === before) throw new Error('changes nothing');
    return { path, before, after, commands: isBuildspec ? listNewCommands(before, after) : [] };
  });
}

function readPath({ oldFileName = '', newFileName = '' }: StructuredPatch): string {
  const path = newFileName.replace(/^b\//, '');
  if (!newFileName.startsWith('b/') || ![`a/${path}`, '/dev/null'].includes(oldFileName))
    throw new Error(`not the same file: ${oldFileName} and ${newFileName}`);
  return path;
}

function listOld({ hunks }: StructuredPatch): string[] {
  return hunks.flatMap(({ lines }) =>
    lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1)),
  );
}

/** Puts what the patch looks for where it stands in a buildspec: commands among the commands, keys instead of ours. */
function makeBuildspec(file: StructuredPatch): string {
  const old = listOld(file);
  const fill = (word: string, text: string) =>
    BUILDSPEC.replace(word, () => text).replaceAll(/^(?:RUNTIMES|COMMANDS)\n/gm, '');
  const wanted = old.join('\n');
  const plain = fill('', '');
  if (plain.includes(`${wanted}\n`)) return plain;
  if (/^ {6}- /.test(wanted)) return fill('COMMANDS', wanted);
  if (/^ {6}\w/.test(wanted)) return fill('RUNTIMES', `    runtime-versions:\n${wanted}`);
  return `${wanted}\n`;
}

/** What is broken before a fix may be broken in any way; afterwards it must be a buildspec. */
function listNewCommands(before: string, after: string): string[] {
  const commands = Object.values(Buildspec.parse(parse(after)).phases).flatMap(
    (phase) => phase?.commands ?? [],
  );
  const isNew = (command: string) => !command.split('\n').every((line) => before.includes(line));
  return commands.filter(isNew);
}

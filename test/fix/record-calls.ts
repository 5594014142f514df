import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('record-calls.bash', import.meta.url));
/** What bash says where a stub ends a pipe early or a stubbed value is missing: not the command's fault. */
const HARMLESS = /: No such file or directory$/;

export interface Recorded {
  /** What `bash -n` says of the command; empty when it parses. */
  syntax: string;
  /** What bash itself complains of while it runs it, such as a program by its path that has no stub. */
  errors: string[];
  /** The words of every call of a program or builtin, the program first, each different call once. */
  calls: string[][];
}

/**
 * Runs commands in a bash where every program is a stub that records its words: what comes out is what the programs
 * would really get, past all quoting, pipes and substitutions. No program runs, and files go to a temporary folder.
 */
export function recordCalls(commands: readonly string[]): Recorded[] {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-calls-'));
  try {
    // Redirections are bash's own: they must not write to the real /tmp.
    const inside = (text: string) => text.replaceAll(/(?<![\w.])\/tmp\//g, `${folder}/work/`);
    writeFileSync(join(folder, 'commands'), commands.map((command) => `${inside(command)}\0`).join(''));
    const { status, stderr } = spawnSync('/bin/bash', [SCRIPT, folder], {
      encoding: 'utf8',
      timeout: 60_000,
      env: {},
    });
    if (status !== 0) throw new Error(`bash ended with ${status}: ${stderr}`);
    const files = Map.groupBy(readdirSync(folder).sort(), (name) => Number(name.split('.')[0]));
    const read = (name: string) =>
      readFileSync(join(folder, name), 'utf8').replaceAll(`${folder}/work/`, '/tmp/');
    return commands.map((_, index) => collect(files.get(index) ?? [], read));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collect(names: readonly string[], read: (name: string) => string): Recorded {
  const ending = (end: string) => names.filter((name) => name.endsWith(end)).map(read);
  const calls = names.filter((name) => !/\.(?:syntax|errors)$/.test(name)).map(read);
  return {
    syntax: ending('.syntax').join('').trim(),
    errors: ending('.errors').flatMap((text) =>
      text.split('\n').filter((line) => line && !HARMLESS.test(line)),
    ),
    calls: [...new Set(calls)].map((words) => words.split('\0').slice(0, -1)),
  };
}

import type { Situation } from '../signature.ts';
import { sh } from './shell.ts';

export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** The package manager that printed the line (fact `tool`), else the one that the failed command calls; npm where neither tells. */
export function getPackageManager({ facts, command }: Situation): PackageManager {
  const printed = /pnpm/i.test(facts.tool ?? '') ? 'pnpm' : /^(?:YN|yarn)/.test(facts.tool ?? '') && 'yarn';
  const called = /\b(pnpm|yarn|bun)x?\b/.exec(command ?? '')?.[1];
  return printed || asManager(facts.tool) || asManager(called) || 'npm';
}

const MANAGERS: readonly PackageManager[] = ['npm', 'yarn', 'pnpm', 'bun'];

function asManager(word: string | undefined): PackageManager | undefined {
  return MANAGERS.find((manager) => manager === word);
}

/** The lock file that a package manager writes. */
export function getLockFile(manager: PackageManager): string {
  return { npm: 'package-lock.json', yarn: 'yarn.lock', pnpm: 'pnpm-lock.yaml', bun: 'bun.lock' }[manager];
}

/** Where a command works when it says so itself: `npm --prefix ./infra ci`, `cd infra && npm ci`. Ends in a slash; empty where it does not. */
export function getDirectory(command: string | undefined): string {
  const named =
    /(?:--prefix|--cwd|--dir|-C)[ =]["']?([\w./-]+)/.exec(command ?? '') ??
    /\bcd ["']?([\w./-]+)["']? *(?:&&|;|\n)/.exec(command ?? '');
  const directory = named?.[1]?.replace(/^\.\//, '').replace(/\/$/, '');
  return directory && directory !== '.' ? `${directory}/` : '';
}

/** `cd DIRECTORY && ` in front of a command for the reader's shell; nothing where the command runs at the root. */
export function goTo(directory: string): string {
  return directory === '' ? '' : sh`cd ${directory.slice(0, -1)} && `;
}

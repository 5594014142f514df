import type { Facts, FixStep } from '../model.ts';
import { getPathInSource } from './misplaced.ts';
import { sh } from './shell.ts';

/** Lines shown before and after the one that a compiler named. */
const AROUND = 5;

/** The step that shows the place in the source that a compiler or test named (facts `path`, `line`); none where it named none. */
export function lookAtStep({ path, line }: Facts): FixStep[] {
  if (!path) return [];
  const file = getPathInSource(path);
  const number = Number(line);
  if (!Number.isInteger(number) || number < 1)
    return [{ title: `Look at ${file}`, command: sh`git log -3 -p -- ${file}`, changes: false }];
  const range = `${Math.max(1, number - AROUND)},${number + AROUND}p`;
  return [
    { title: `Look at line ${number} of ${file}`, command: sh`sed -n ${range} ${file}`, changes: false },
  ];
}

/** ` at main.go:12` for an explanation; empty where the place is unknown. */
export function renderPlace({ path, line }: Facts): string {
  if (!path) return '';
  return ` at \`${getPathInSource(path)}${line ? `:${line}` : ''}\``;
}

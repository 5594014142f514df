import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { findBuildspecCommand, parseBuildspec } from '../build/read-buildspec.ts';
import type { Buildspec } from '../model.ts';
import { setInYaml } from './set-in-yaml.ts';

/**
 * Does to a buildspec what the lines of a hunk mean (` `, `-` or `+` in front), however the buildspec is written:
 * commands are found by what they run, keys by their path, other lines by their words. Returns the new text;
 * undefined where what the hunk looks for is not there, or the result would be no YAML.
 */
export function editBuildspec(buildspec: Buildspec, hunk: readonly string[]): string | undefined {
  const old = hunk.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const edited = /^\s*- /.test(old[0] ?? '')
    ? (editCommand(buildspec, hunk, old) ?? editLines(buildspec.text, hunk))
    : hunk.some((line) => line.startsWith('-'))
      ? editLines(buildspec.text, hunk)
      : addKeys(buildspec.text, old, hunk);
  if (edited === undefined) return undefined;
  return parseBuildspec(edited, buildspec).error && !buildspec.error ? undefined : edited;
}

/** One command as the anchor: others go before or after it, or in its place. */
function editCommand(
  buildspec: Buildspec,
  hunk: readonly string[],
  old: readonly string[],
): string | undefined {
  const items = tryParse(old);
  if (!Array.isArray(items) || items.length !== 1 || typeof items[0] !== 'string') return undefined;
  const found = findBuildspecCommand(buildspec, items[0]);
  if (!found) return undefined;
  const lines = buildspec.text.split('\n');
  const indent = /^(\s*)- /.exec(lines[found.firstLine - 1] ?? '')?.[1];
  if (indent === undefined) return undefined;
  const added = indentAs(
    hunk.filter((line) => line.startsWith('+')).map((line) => line.slice(1)),
    indent,
  );
  const isReplaced = hunk.some((line) => line.startsWith('-'));
  // A log that shows values must not take the buildspec's variables away.
  if (isReplaced && found.text.includes('$') && !items[0].includes('$')) return undefined;
  const isBefore = isReplaced || hunk[0]?.startsWith('+') === true;
  const at = isBefore ? found.firstLine - 1 : found.lastLine;
  return lines.toSpliced(at, isReplaced ? found.lastLine - found.firstLine + 1 : 0, ...added).join('\n');
}

/** Keys below others: each value that is new is set at its path. */
function addKeys(text: string, old: readonly string[], hunk: readonly string[]): string | undefined {
  const before = listLeaves(tryParse(old));
  const after = listLeaves(tryParse(hunk.map((line) => line.slice(1))));
  const added = after.filter(
    (leaf) => !before.some((each) => leaf.value === null || isDeepStrictEqual(each, leaf)),
  );
  return added.length === 0
    ? undefined
    : added.reduce<string | undefined>(
        (edited, { path, value }) => (edited === undefined ? undefined : setInYaml(edited, path, value)),
        text,
      );
}

/** The lines themselves, whatever stands before or around their words. */
function editLines(text: string, hunk: readonly string[]): string | undefined {
  const old = hunk.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const lines = text.split('\n');
  const at = lines.findIndex((_, start) => old.every((line, i) => isSameLine(lines[start + i], line)));
  if (at < 0 || old.length === 0) return undefined;
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
  const before = /^\s*/.exec(old[0] ?? '')?.[0] ?? '';
  let next = at;
  const changed = hunk.flatMap((line) => {
    if (line.startsWith('+')) return [shift(line.slice(1), before, indent)];
    const own = lines[next++] ?? '';
    return line.startsWith('-') ? [] : [own];
  });
  return lines.toSpliced(at, old.length, ...changed).join('\n');
}

function isSameLine(line: string | undefined, wanted: string): boolean {
  const tidy = (text: string) =>
    text
      .trim()
      .replace(/\s+#.*$/, '')
      .replaceAll(/["']/g, '');
  return line !== undefined && tidy(line) === tidy(wanted);
}

function shift(line: string, before: string, indent: string): string {
  return line.startsWith(before) ? indent + line.slice(before.length) : line;
}

function indentAs(lines: readonly string[], indent: string): string[] {
  const before = /^\s*/.exec(lines[0] ?? '')?.[0] ?? '';
  return lines.map((line) => shift(line, before, indent));
}

interface Leaf {
  path: string[];
  value: unknown;
}

function listLeaves(value: unknown, path: string[] = []): Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, below]) => listLeaves(below, [...path, key]));
}

function tryParse(lines: readonly string[]): unknown {
  try {
    return parse(lines.join('\n'));
  } catch {
    return undefined;
  }
}

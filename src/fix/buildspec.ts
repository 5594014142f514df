import { stringify } from 'yaml';
import type { Build } from '../model.ts';

/** The usual indentation of a command: `phases:`, the phase, `commands:`. */
const COMMAND_INDENT = 6;

/** Path of the buildspec in the source; CodeBuild's default where it is unknown or written in the project itself. */
export function getBuildspecPath(build: Build | undefined): string {
  const path = build?.source?.buildspec?.trim();
  const isPath = path !== undefined && /^[^\s:{}]+\.(?:ya?ml|json)$/i.test(path) && !path.startsWith('arn:');
  return isPath ? path : 'buildspec.yml';
}

/**
 * A unified diff of the buildspec that replaces lines. It has no context: `patch -p1`, or `git apply` with
 * `--unidiff-zero`, finds the removed lines wherever they are.
 */
export function renderReplacement(
  removed: readonly string[],
  added: readonly string[],
  build?: Build | undefined,
): string {
  return renderBuildspecPatch([...removed.map((l) => `-${l}`), ...added.map((l) => `+${l}`)], build);
}

/**
 * A unified diff of the buildspec from the lines of one hunk, each with its ` `, `-` or `+` in front. Nobody told us
 * the line numbers: git and patch look for the lines. Not 1, which would tie a hunk to the file's beginning.
 */
export function renderBuildspecPatch(lines: readonly string[], build?: Build | undefined): string {
  const path = getBuildspecPath(build);
  const before = lines.filter((line) => !line.startsWith('+')).length;
  const after = lines.filter((line) => !line.startsWith('-')).length;
  // A value that spans lines must not write lines of its own into the patch.
  const hunk = lines.map((line) => line.replaceAll(/[\r\n]+/g, ' '));
  return `${[`--- a/${path}`, `+++ b/${path}`, `@@ -2,${before} +2,${after} @@`, ...hunk].join('\n')}\n`;
}

/** A command as an item of a buildspec's `commands:`, a block where it spans lines, quoted as YAML wants it. */
export function renderCommandItem(command: string): string[] {
  const pad = ' '.repeat(COMMAND_INDENT);
  const lines = command.trimEnd().split('\n');
  if (lines.length > 1) return [`${pad}- |`, ...lines.map((line) => `${pad}  ${line}`.trimEnd())];
  return [`${pad}- ${stringify(command.trim(), { lineWidth: 0 }).trimEnd()}`];
}

/** Puts commands in front of one that the buildspec has. */
export function insertBefore(
  inserted: readonly string[],
  command: string,
  build?: Build | undefined,
): string {
  // Of a long block two lines say where it is.
  const there = renderCommandItem(command).slice(0, 2);
  const added = inserted.flatMap(renderCommandItem);
  return renderBuildspecPatch([...added.map((l) => `+${l}`), ...there.map((l) => ` ${l}`)], build);
}

/** Writes a command of the buildspec another way. */
export function replaceCommand(command: string, better: string, build?: Build | undefined): string {
  return renderReplacement(renderCommandItem(command), renderCommandItem(better), build);
}

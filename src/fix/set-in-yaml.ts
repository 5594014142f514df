import { isMap, isScalar, LineCounter, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';

/** The order in which people write these keys; a new one goes to its place among them. */
const ORDER = [
  ...['version', 'run-as', 'env', 'proxy', 'batch', 'phases', 'reports', 'artifacts', 'cache'],
  ...['install', 'pre_build', 'build', 'post_build'],
  ...['runtime-versions', 'on-failure', 'commands', 'finally'],
  ...['base-directory', 'files'],
];

/**
 * Sets a value in YAML and leaves every other byte as it is, comments among them. Takes the text and the path of keys;
 * returns the new text, or undefined where it is no block mapping all the way down.
 */
export function setInYaml(text: string, path: readonly string[], value: unknown): string | undefined {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  let map: unknown = contents;
  for (const [depth, key] of path.entries()) {
    if (!isMap(map) || map.flow) return undefined;
    const pair = findPair(map, key);
    if (!pair) return insert(text, map, path.slice(depth), value, lines);
    if (depth === path.length - 1) return replaceValue(text, pair, value);
    // `install:` with nothing below it.
    if (isScalar(pair.value) && pair.value.value === null)
      return insertBelow(text, pair, path.slice(depth + 1), value, lines);
    map = pair.value;
  }
  return undefined;
}

function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

/** A scalar on its line; anything larger is left to the reader. */
function replaceValue(text: string, { value: old }: Pair, value: unknown): string | undefined {
  if (!isScalar(old) || !old.range || typeof value === 'object') return undefined;
  const [start, end] = old.range;
  return text.slice(0, start) + stringify(value, { lineWidth: 0 }).trimEnd() + text.slice(end);
}

function insert(
  text: string,
  map: YAMLMap,
  path: readonly string[],
  value: unknown,
  lines: LineCounter,
): string | undefined {
  const [first] = map.items;
  const start = getStart(first);
  if (start === undefined) return undefined;
  const { col } = lines.linePos(start);
  const rank = ORDER.indexOf(path[0] ?? '');
  const next = map.items.find((pair) => isScalar(pair.key) && ORDER.indexOf(String(pair.key.value)) > rank);
  const nextStart = getStart(next);
  const end = map.range?.[1] ?? text.length;
  const at =
    nextStart === undefined
      ? text.slice(0, end).trimEnd().length + 1
      : nextStart - lines.linePos(nextStart).col + 1;
  return insertLines(text, at, render(path, value, col - 1));
}

function insertBelow(
  text: string,
  { key }: Pair,
  path: readonly string[],
  value: unknown,
  lines: LineCounter,
): string | undefined {
  const start = isScalar(key) ? key.range?.[0] : undefined;
  if (start === undefined) return undefined;
  const end = text.indexOf('\n', start);
  return insertLines(
    text,
    end < 0 ? text.length + 1 : end + 1,
    render(path, value, lines.linePos(start).col + 1),
  );
}

function getStart(pair: Pair | undefined): number | undefined {
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** `at` may lie one behind the end of a text without a last newline. */
function insertLines(text: string, at: number, added: string): string {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  return whole.slice(0, at) + added + whole.slice(at);
}

function render(path: readonly string[], value: unknown, indent: number): string {
  const nested = path.reduceRight<unknown>((below, key) => ({ [key]: below }), value);
  const pad = ' '.repeat(indent);
  return stringify(nested, { lineWidth: 0 }).replace(/^(?=.)/gm, pad);
}

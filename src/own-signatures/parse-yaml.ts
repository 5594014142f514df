import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { LIMITS } from './limits.ts';
import { type Problem, renderField } from './problem.ts';

export type Path = readonly PropertyKey[];

/** A file as plain values, and where in it each of them stands. */
export interface YamlFile {
  value: unknown;
  /** Makes a problem with the value at a path, or with its key; where there is none, with what would hold it. */
  at(path: Path, message: string, isOfKey?: boolean): Problem;
}

export type ParsedYaml = { kind: 'read'; file: YamlFile } | { kind: 'broken'; problems: Problem[] };

/**
 * Reads YAML 1.2 as data: no tags (nothing is constructed, included or run), no anchors and aliases (nothing grows
 * when it is read), no key twice. Takes time that grows with the text only.
 */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parse(text, lines);
  const locate = (offset: number) => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = [...document.errors, ...document.warnings].map(({ pos, message, code }) => ({
    ...locate(pos[0]),
    field: '',
    message:
      code === 'TAG_RESOLVE_FAILED'
        ? 'has a tag (!...); there are none here, write the value itself'
        : `is no YAML: ${message.split('\n')[0]?.slice(0, 200)}`,
  }));
  const problems = [...broken, ...findForbidden(document, locate)];
  if (problems.length > 0) return { kind: 'broken', problems: problems.slice(0, LIMITS.problems) };
  const at = (path: Path, message: string, isOfKey = false) => ({
    ...locate(findOffset(document, path, isOfKey)),
    field: renderField(path),
    message,
  });
  return { kind: 'read', file: { value: document.toJS({ maxAliasCount: 0 }), at } };
}

/**
 * With pretty errors and unique keys the library takes quadratic time on hostile text, and so do stacks of a million
 * errors.
 */
function parse(text: string, lineCounter: LineCounter): Document {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const options = { lineCounter, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;
    return parseDocument(text, { ...options, version: '1.2', schema: 'core', merge: false });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What YAML allows and nobody needs here. */
function findForbidden(
  document: Document,
  locate: (offset: number) => { line: number; column: number },
): Problem[] {
  const problems: Problem[] = [];
  const add = (offset: number, message: string) => problems.push({ ...locate(offset), field: '', message });
  visit(document, (_key, node) => {
    if (problems.length >= LIMITS.problems) return visit.BREAK;
    if (isAlias(node))
      add(node.range?.[0] ?? 0, 'is an alias (*...); there are none here, write the value itself');
    else if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor)
      add(node.range?.[0] ?? 0, 'has an anchor (&...); there are none here');
    else if ((isMap(node) || isSeq(node) || isScalar(node)) && node.tag?.startsWith('!'))
      add(node.range?.[0] ?? 0, 'has a tag (!...); there are none here, write the value itself');
    if (isMap(node)) {
      const names = new Set<unknown>();
      for (const { key } of node.items) {
        const name = isScalar(key) ? key.value : key;
        const offset = isScalar(key) ? (key.range?.[0] ?? 0) : (node.range?.[0] ?? 0);
        if (name === '__proto__') add(offset, 'has the key __proto__, which is no field');
        if (typeof name !== 'string') add(offset, 'has a key that is no word');
        else if (names.has(name)) add(offset, `has the key ${name.slice(0, 40)} twice`);
        names.add(name);
      }
    }
    return undefined;
  });
  return problems;
}

/** Where the value at a path begins, or its key. */
function findOffset(document: Document, path: Path, isOfKey: boolean): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (!pair) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      if (isOfKey && depth === path.length - 1) return offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') node = node.items[key];
    else return offset;
    offset = getStart(node) ?? offset;
  }
  return offset;
}

function getStart(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}

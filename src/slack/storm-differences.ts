import { isVolatile } from '../diagnose/fingerprint.ts';
import type { Facts } from '../model.ts';

/** One of several failures of one cause. */
export interface Distinguished {
  /** Of its failure: the same one means the same facts. */
  fingerprint?: string | undefined;
  facts?: Facts | undefined;
}

const MOST = 2;
/** Who was refused stands before what. */
const FIRST = ['principal', 'role', 'resource', 'parameter', 'image', 'host'];

/** What tells each of them from the others, in the order given: at most two values each, none where all are alike. */
export function findDifferences(failures: readonly Distinguished[]): string[][] {
  const names = [...new Set(failures.flatMap(({ facts = {} }) => Object.keys(facts)))]
    .filter((name) => !isVolatile(name))
    .filter((name) => new Set(failures.map(({ facts }) => getValue(facts, name))).size > 1)
    .sort((a, b) => getPlace(a) - getPlace(b));
  return failures.map(({ facts }) => {
    const values = names.map((name) => getValue(facts, name)).filter((value) => value !== '');
    return [...new Set(values)].slice(0, MOST);
  });
}

function getPlace(name: string): number {
  const place = FIRST.indexOf(name);
  return place === -1 ? FIRST.length : place;
}

/** Of an ARN only what tells one from another: the name of a role without its session, a parameter's own name. */
function getValue(facts: Facts | undefined, name: string): string {
  const value = facts?.[name] ?? '';
  const named = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(value)?.[1];
  if (named === undefined) return value;
  return named.replace(/^assumed-role\/([^/]+)\/.*$/s, '$1').replace(/^parameter(?=\/)/, '');
}

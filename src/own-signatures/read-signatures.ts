import { type CompiledCatalogue, compileCatalogue } from '../match/catalogue.ts';
import type { Signature } from '../signature.ts';
import { buildSignature } from './build-signature.ts';
import { type CheckedEntry, checkEntry } from './check-entry.ts';
import { checkTogether, type Placed } from './check-together.ts';
import { LIMITS } from './limits.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Problem } from './problem.ts';
import { fileSchema } from './schema.ts';
import { trySamples } from './try-samples.ts';
import { type Fault, wordIssue } from './word-issue.ts';

/** What stands in the catalogue already, with the literals of its patterns as far as they are known. */
export interface BuiltIn {
  signatures: readonly Signature[];
  literals?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface OwnSignatures {
  /** The team's own, in the order of the file. */
  own: Signature[];
  /** All that counts: the built-in ones without those that were muted or replaced, and the team's own. */
  signatures: Signature[];
  catalogue: CompiledCatalogue;
  muted: string[];
}

export type ReadSignatures = ({ kind: 'good' } & OwnSignatures) | { kind: 'broken'; problems: Problem[] };

/**
 * Takes the text of a `signatures.yml`; returns the catalogue with it, or all that is wrong with the file. Takes time
 * that grows with the text only, and does what no line of the file asks for.
 */
export function readSignatures(text: string, builtIn: BuiltIn): ReadSignatures {
  if (text.length > LIMITS.bytes) return tooLarge();
  const parsed = parseYaml(text);
  if (parsed.kind === 'broken') return parsed;
  const { value, at } = parsed.file;
  const broken = (faults: readonly Fault[]) => ({
    kind: 'broken' as const,
    problems: faults
      .slice(0, LIMITS.problems)
      .map(({ path, message, isOfKey }) => at(path, message, isOfKey))
      .sort(byPlace),
  });
  const file = fileSchema.safeParse(value, { reportInput: true });
  if (!file.success && !Array.isArray(getEntries(value)))
    return broken(file.error.issues.flatMap((issue) => wordIssue(issue, [])));
  const faults = file.success ? [] : file.error.issues.flatMap((issue) => wordIssue(issue, []));
  const checked = (getEntries(value) ?? []).slice(0, LIMITS.signatures).map(checkUpTo(LIMITS.problems));
  const entries = checked.flatMap(({ entry }, index): Placed[] => (entry ? [{ entry, index }] : []));
  const mute = file.success ? (file.data.mute ?? []) : [];
  faults.push(
    ...checked.flatMap((each) => each.faults),
    ...checkTogether(
      checked.map(({ right }, index) => ({ entry: right, index })),
      mute,
      builtIn.signatures,
    ),
  );
  const joined = join(entries, mute, builtIn);
  faults.push(...trySamples(entries, joined.catalogue));
  return faults.length > 0 ? broken(faults) : { kind: 'good', ...joined };
}

export function tooLarge(): { kind: 'broken'; problems: Problem[] } {
  const message = `is larger than ${LIMITS.bytes} bytes, the most that is read`;
  return { kind: 'broken', problems: [{ line: 1, column: 1, field: '', message }] };
}

function getEntries(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries: unknown = Reflect.get(value, 'signatures');
  return Array.isArray(entries) ? entries : undefined;
}

/** Of a file in which nearly everything is wrong the first errors do. */
function checkUpTo(most: number): (value: unknown, index: number) => CheckedEntry {
  let found = 0;
  return (value, index) => {
    if (found >= most) return { entry: undefined, right: {}, faults: [] };
    const checked = checkEntry(value, index);
    found += checked.faults.length;
    return checked;
  };
}

function join(entries: readonly Placed[], muted: string[], builtIn: BuiltIn): OwnSignatures {
  const own = entries.map(({ entry }) => buildSignature(entry));
  const gone = new Set([...muted, ...own.map(({ id }) => id)]);
  const signatures = [...own, ...builtIn.signatures.filter(({ id }) => !gone.has(id))];
  return { own, signatures, catalogue: compileCatalogue(signatures, builtIn.literals), muted };
}

function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

import { createHash } from 'node:crypto';
import type { Facts, Line } from '../model.ts';
import type { Signature } from '../signature.ts';
import { getFingerprint, isVolatile, normalise } from './fingerprint.ts';

export interface Failed {
  project: string;
  facts: Facts;
  evidence: readonly Line[];
  fingerprint: string;
}

/**
 * What failures of several projects have in common to be one storm, as 16 hex digits. A cause that lies outside of the
 * projects is one wherever the facts of `sharedBy` are the same. One that lies in their own code is one only where the
 * lines read alike too, and none where they only sum up: two projects whose tests fail have nothing to do with each other.
 */
export function getTopic(
  signature: Pick<Signature, 'id' | 'sharedBy' | 'isSummary'> | undefined,
  { project, facts, evidence, fingerprint }: Failed,
): string {
  if (!signature) return fingerprint;
  const { id, sharedBy, isSummary } = signature;
  if (sharedBy) {
    return getFingerprint(id, Object.fromEntries(sharedBy.map((name) => [name, facts[name] ?? ''])), []);
  }
  const isNamed = Object.keys(facts).some((name) => !isVolatile(name));
  if (isSummary && !isNamed) return hash([fingerprint, project]);
  // Checks add facts that the fingerprint does not have: the names of the tests that failed.
  return hash([fingerprint, getFingerprint(id, facts, []), ...evidence.map(({ text }) => normalise(text))]);
}

/** `getFingerprint` would take web-1 and web-2 for the same. */
function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

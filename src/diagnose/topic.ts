import type { Facts, Line } from '../model.ts';
import type { Signature } from '../signature.ts';
import { getFingerprint } from './fingerprint.ts';

/**
 * What failures of several projects have in common to be one storm, as 16 hex digits. A cause that lies outside of the
 * projects is one wherever the facts of `sharedBy` are the same. One that lies in their own code is one only where the
 * lines read alike too: two projects whose tests fail have nothing to do with each other.
 */
export function getTopic(
  signature: Signature | undefined,
  facts: Facts,
  evidence: readonly Line[],
  fingerprint: string,
): string {
  if (!signature) return fingerprint;
  const { id, sharedBy } = signature;
  if (!sharedBy) return getFingerprint('unknown', {}, [{ number: 0, text: fingerprint }, ...evidence]);
  return getFingerprint(id, Object.fromEntries(sharedBy.map((name) => [name, facts[name] ?? ''])), []);
}

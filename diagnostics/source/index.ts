import type { Signature } from '../../src/signature.ts';

/** The family `source`, specific before generic. */
export const source: readonly Signature[] = [];

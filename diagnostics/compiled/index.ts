import type { Signature } from '../../src/signature.ts';

/** The family `compiled`, specific before generic. */
export const compiled: readonly Signature[] = [];

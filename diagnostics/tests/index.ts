import type { Signature } from '../../src/signature.ts';

/** The family `tests`, specific before generic. */
export const tests: readonly Signature[] = [];

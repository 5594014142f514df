import type { Signature } from '../../src/signature.ts';

/** The family `other`, specific before generic. */
export const other: readonly Signature[] = [];

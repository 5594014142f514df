import type { Signature } from '../../src/signature.ts';

/** The family `pipeline`, specific before generic. */
export const pipeline: readonly Signature[] = [];

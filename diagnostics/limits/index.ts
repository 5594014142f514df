import type { Signature } from '../../src/signature.ts';

/** The family `limits`, specific before generic. */
export const limits: readonly Signature[] = [];

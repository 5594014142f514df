import type { Signature } from '../../src/signature.ts';

/** The family `files`, specific before generic. */
export const files: readonly Signature[] = [];

import type { Signature } from '../../src/signature.ts';

/** The family `python`, specific before generic. */
export const python: readonly Signature[] = [];

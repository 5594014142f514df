import type { Signature } from '../../src/signature.ts';

/** The family `network`, specific before generic. */
export const network: readonly Signature[] = [];

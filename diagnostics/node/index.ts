import type { Signature } from '../../src/signature.ts';

/** The family `node`, specific before generic. */
export const node: readonly Signature[] = [];

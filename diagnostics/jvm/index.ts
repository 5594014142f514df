import type { Signature } from '../../src/signature.ts';

/** The family `jvm`, specific before generic. */
export const jvm: readonly Signature[] = [];

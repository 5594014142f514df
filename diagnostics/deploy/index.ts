import type { Signature } from '../../src/signature.ts';

/** The family `deploy`, specific before generic. */
export const deploy: readonly Signature[] = [];

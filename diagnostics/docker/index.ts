import type { Signature } from '../../src/signature.ts';

/** The family `docker`, specific before generic. */
export const docker: readonly Signature[] = [];

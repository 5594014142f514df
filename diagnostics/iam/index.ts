import type { Signature } from '../../src/signature.ts';
import ssmAccessDenied from './ssm-access-denied.ts';

/** The family `iam`, specific before generic. */
export const iam: readonly Signature[] = [ssmAccessDenied];

import type { Signature } from '../../src/signature.ts';
import qualityGateFailed from './quality-gate-failed.ts';
import securityScanFailed from './security-scan-failed.ts';

/** The family `other`, specific before generic. */
export const other: readonly Signature[] = [securityScanFailed, qualityGateFailed];

import type { Signature } from '../../src/signature.ts';
import testsFailed from './tests-failed.ts';

/** The family `tests`, specific before generic. */
export const tests: readonly Signature[] = [testsFailed];

import type { Signature } from '../src/signature.ts';
import { compiled } from './compiled/index.ts';
import { deploy } from './deploy/index.ts';
import { docker } from './docker/index.ts';
import { files } from './files/index.ts';
import { iam } from './iam/index.ts';
import { jvm } from './jvm/index.ts';
import { limits } from './limits/index.ts';
import { network } from './network/index.ts';
import { node } from './node/index.ts';
import { other } from './other/index.ts';
import { pipeline } from './pipeline/index.ts';
import { python } from './python/index.ts';
import { source } from './source/index.ts';
import { tests } from './tests/index.ts';

/**
 * All that Faultline knows, in order: families that say why before families that say what. Listed by hand: a bundle has
 * no folder to read, and in a review the order is seen to move.
 */
export const signatures: readonly Signature[] = [
  ...iam,
  ...source,
  ...files,
  ...docker,
  ...python,
  ...node,
  ...jvm,
  ...compiled,
  ...deploy,
  ...pipeline,
  ...network,
  ...limits,
  ...tests,
  ...other,
];

import type { Operations } from '../call.ts';
import { cloudtrail } from './cloudtrail.ts';
import { codebuild } from './codebuild.ts';
import { codecommit } from './codecommit.ts';
import { codepipeline } from './codepipeline.ts';
import { connections } from './connections.ts';
import { ec2 } from './ec2.ts';
import { ecr } from './ecr.ts';
import { events } from './events.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { logs } from './logs.ts';
import { s3 } from './s3.ts';
import { secretsManager } from './secrets-manager.ts';
import { serviceQuotas } from './service-quotas.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

/** By the name in the credential scope. DynamoDB is not ours: its calls are handed on. */
export const SERVICES: Record<string, Operations> = {
  cloudtrail,
  codebuild,
  codecommit,
  codepipeline,
  'codestar-connections': connections,
  ec2,
  ecr,
  events,
  iam,
  kms,
  logs,
  s3,
  secretsmanager: secretsManager,
  servicequotas: serviceQuotas,
  ssm,
  sts,
};

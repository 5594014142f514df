import type { Operations } from '../call.ts';
import { cloudformation } from './cloudformation.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { codebuild } from './codebuild.ts';
import { codecommit } from './codecommit.ts';
import { codepipeline } from './codepipeline.ts';
import { connections } from './connections.ts';
import { dynamodbExpiry } from './dynamodb-expiry.ts';
import { ec2 } from './ec2.ts';
import { ecr } from './ecr.ts';
import { eventRules } from './event-rules.ts';
import { events } from './events.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { logs } from './logs.ts';
import { s3 } from './s3.ts';
import { scheduler } from './scheduler.ts';
import { secretsManager } from './secrets-manager.ts';
import { serviceQuotas } from './service-quotas.ts';
import { sqs } from './sqs.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

/** By the name in the credential scope. Of DynamoDB only what the embedded one lacks is ours: its calls are handed on. */
export const SERVICES: Record<string, Operations> = {
  cloudformation,
  cloudtrail,
  codebuild,
  codecommit,
  codepipeline,
  'codestar-connections': connections,
  dynamodb: dynamodbExpiry,
  ec2,
  ecr,
  events: { ...events, ...eventRules },
  iam,
  kms,
  lambda,
  logs,
  monitoring: cloudwatch,
  s3,
  scheduler,
  secretsmanager: secretsManager,
  servicequotas: serviceQuotas,
  sqs,
  ssm,
  sts,
};

import type { Signature } from '../../src/signature.ts';
import assumeRoleDenied from './assume-role-denied.ts';
import awsCredentialsExpired from './aws-credentials-expired.ts';
import awsCredentialsMissing from './aws-credentials-missing.ts';
import awsRegionMissing from './aws-region-missing.ts';
import codeconnectionsAccessDenied from './codeconnections-access-denied.ts';
import ecrLoginDenied from './ecr-login-denied.ts';
import ecrPullDenied from './ecr-pull-denied.ts';
import ecrPushDenied from './ecr-push-denied.ts';
import iamAccessDenied from './iam-access-denied.ts';
import kmsAccessDenied from './kms-access-denied.ts';
import logsAccessDenied from './logs-access-denied.ts';
import passRoleDenied from './pass-role-denied.ts';
import s3AccessDenied from './s3-access-denied.ts';
import s3WrongRegion from './s3-wrong-region.ts';
import secretsManagerAccessDenied from './secrets-manager-access-denied.ts';
import secretsManagerSecretNotFound from './secrets-manager-secret-not-found.ts';
import ssmAccessDenied from './ssm-access-denied.ts';
import ssmParameterNotFound from './ssm-parameter-not-found.ts';
import vpcPermissionDenied from './vpc-permission-denied.ts';

/** The family `iam`, specific before generic. */
export const iam: readonly Signature[] = [
  ssmAccessDenied,
  ssmParameterNotFound,
  kmsAccessDenied,
  secretsManagerAccessDenied,
  secretsManagerSecretNotFound,
  ecrLoginDenied,
  ecrPushDenied,
  ecrPullDenied,
  logsAccessDenied,
  vpcPermissionDenied,
  codeconnectionsAccessDenied,
  passRoleDenied,
  assumeRoleDenied,
  s3WrongRegion,
  s3AccessDenied,
  awsCredentialsExpired,
  awsRegionMissing,
  awsCredentialsMissing,
  iamAccessDenied,
];

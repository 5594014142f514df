import type { Facts, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { findPolicyResource, findRegion } from './arn.ts';
import { placeholder, raw, sh } from './shell.ts';

/**
 * The actions on a key behind what was refused. What is written with a key is also read back: an upload in parts
 * decrypts the data key once more. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function getKeyActions({ facts: { action }, phase }: Situation): string[] {
  if (!action) return phase === 'UPLOAD_ARTIFACTS' ? ['kms:GenerateDataKey', 'kms:Decrypt'] : ['kms:Decrypt'];
  return action.startsWith('kms:GenerateDataKey') ? [action, 'kms:Decrypt'] : [action];
}

/** The ARN of the key, or a placeholder: KMS hides a key from those who may not use it. */
export function getKeyArn({ facts, build }: Situation): string {
  const arn = findPolicyResource(facts.resource, build, facts.principal);
  return arn?.includes(':kms:') ? arn : placeholder('kms_key_arn');
}

/** The step that finds a key which the message does not name, where what it protects is named. */
export function findKeyStep({ build, phase, command = '' }: Situation): FixStep {
  const region = findRegion(build);
  const inRegion = raw(region ? sh` --region ${region}` : '');
  const bucket = /s3:\/\/([\w.-]+)/.exec(command)?.[1];
  const parameter = /\bssm\b.*--names?[ =]["']?([\w./-]+)/.exec(command)?.[1];
  const secret =
    /--secret-id[ =]["']?([\w/+=.@:-]+)/.exec(command)?.[1] ??
    build?.environment.find((v) => v.type === 'SECRETS_MANAGER')?.reference;
  const step = (what: string, look: string): FixStep => ({
    title: `Find the key: ${what} names it`,
    command: look,
    changes: false,
  });
  if (bucket)
    return step(
      `the bucket ${bucket}`,
      sh`aws s3api get-bucket-encryption --bucket ${bucket} --query ${'ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.KMSMasterKeyID'} --output text${inRegion}`,
    );
  if (parameter)
    return step(
      `the parameter ${parameter}`,
      sh`aws ssm describe-parameters --parameter-filters ${`Key=Name,Values=${parameter}`} --query ${'Parameters[].KeyId'} --output text${inRegion}`,
    );
  if (phase === 'UPLOAD_ARTIFACTS')
    return step(
      'the project',
      sh`aws codebuild batch-get-projects --names ${build?.project ?? placeholder('project')} --query ${'projects[].encryptionKey'} --output text${inRegion}`,
    );
  const name = secret?.startsWith('arn:') ? secret.split(':').slice(0, 7).join(':') : secret?.split(':')[0];
  return step(
    name ? `the secret ${name}` : 'the secret (or parameter, bucket or project)',
    sh`aws secretsmanager describe-secret --secret-id ${name ?? placeholder('secret_name')} --query KmsKeyId --output text${inRegion}`,
  );
}

/** What makes a key usable again (facts `keyState`, `resource`); none for a key that is. */
export function getKeyStateSteps({ keyState, resource }: Facts): FixStep[] {
  if (!resource || !keyState) return [];
  const region = findRegion(undefined, resource);
  const inRegion = raw(region ? sh` --region ${region}` : '');
  const verify = sh`aws kms describe-key --key-id ${resource} --query KeyMetadata.KeyState --output text${inRegion}`;
  const enable = {
    title: 'Enable the key',
    command: sh`aws kms enable-key --key-id ${resource}${inRegion}`,
    changes: true,
    verify,
  };
  if (keyState === 'Disabled') return [enable];
  if (keyState !== 'PendingDeletion') return [];
  return [
    {
      title: 'Stop the deletion of the key: what it protects would be lost with it',
      command: sh`aws kms cancel-key-deletion --key-id ${resource}${inRegion}`,
      changes: true,
      verify,
    },
    enable,
  ];
}

import type { Facts, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { findPolicyResource, findRegion, getPlace, parseArn } from './arn.ts';
import { replaceCommand } from './buildspec.ts';
import { allow, type Statement } from './policy.ts';
import { regionOption } from './project.ts';
import { placeholder, raw, sh } from './shell.ts';

/**
 * API operation -> the IAM actions behind it, where the names differ.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const ACTIONS: Record<string, readonly string[]> = {
  HeadObject: ['s3:GetObject'],
  CreateMultipartUpload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  UploadPart: ['s3:PutObject', 's3:AbortMultipartUpload'],
  CompleteMultipartUpload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  CopyObject: ['s3:GetObject', 's3:PutObject'],
  ListObjects: ['s3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
  HeadBucket: ['s3:ListBucket'],
  ListBuckets: ['s3:ListAllMyBuckets'],
};
/** What CodeBuild itself does with the bucket of a source, of artifacts or of a cache: as the roles that it makes have it. */
const READ_SOURCE = ['s3:GetObject', 's3:GetObjectVersion'];
const READ_BUCKET = ['s3:GetBucketAcl', 's3:GetBucketLocation'];
/** What commands do with a bucket, as far as nobody says. */
const USUAL = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
/** Actions on a bucket's objects; all others are on the bucket. */
const ON_OBJECT = /^s3:(?:\w*Object\w*|AbortMultipartUpload|ListMultipartUploadParts)$/;

/** The bucket and the key that a refused call was about, as far as the facts tell. */
export function findObject(facts: Facts): { bucket: string; key: string } | undefined {
  const path = facts.resource && parseArn(facts.resource)?.resource;
  const [bucket, ...key] = (path ?? facts.path?.replace(/^s3:\/\//, '') ?? facts.bucket ?? '').split('/');
  return bucket ? { bucket, key: key.join('/') || (facts.key ?? '') } : undefined;
}

/** The statements that allow what was refused: objects and bucket each get the actions that are theirs. */
export function getS3Statements(situation: Situation): Statement[] {
  const { facts, build, command } = situation;
  const actions = getActions(situation);
  const object = findObject(facts);
  const { partition } = getPlace(build, facts.resource, facts.principal);
  const bucket = `arn:${partition}:s3:::${object?.bucket ?? placeholder('bucket')}`;
  const exact = actions.length === 1 ? findPolicyResource(facts.resource, build, facts.principal) : undefined;
  const onObjects = actions.filter((action) => ON_OBJECT.test(action));
  const onBucket = actions.filter((action) => !ON_OBJECT.test(action) && action !== 's3:ListAllMyBuckets');
  return [
    allow(onObjects, [`${bucket}/${widen(object?.key ?? '', command)}`]),
    allow(onBucket, [exact && !exact.includes('/') ? exact : bucket]),
    allow(
      actions.filter((action) => action === 's3:ListAllMyBuckets'),
      ['*'],
    ),
  ].filter((statement) => statement.Action.length > 0);
}

function getActions({ facts, phase }: Situation): readonly string[] {
  const { action, operation, resource } = facts;
  if (action) return [action];
  if (operation) return ACTIONS[operation] ?? [`s3:${operation}`];
  if (phase === 'UPLOAD_ARTIFACTS') return ['s3:PutObject', ...READ_BUCKET];
  // Of a refusal that says nothing CodeBuild names the source; a command may want any of the usual.
  return phase === 'DOWNLOAD_SOURCE' || resource ? [...READ_SOURCE, ...READ_BUCKET] : USUAL;
}

/**
 * The keys that the next build will ask for, not only the one that this build did: a pipeline names its artifacts
 * anew each time (`PIPELINE/ARTIFACT/7 letters`), a sync goes on with the next file.
 */
function widen(key: string, command: string | undefined): string {
  if (key === '' || key.endsWith('/')) return `${key}*`;
  if (/^[^/]+\/[^/]{1,10}\/[\w-]{7}(?:\.zip)?$/.test(key)) return `${key.split('/')[0]}/*`;
  if (command && /\bs3 sync\b|--recursive\b/.test(command)) return `${key.replace(/[^/]*$/, '')}*`;
  return key;
}

/** The call sets an ACL: buckets take none unless they are told to, and block public ones. */
export function getAclSteps({ facts, build, command }: Situation): FixStep[] {
  const sets = facts.code === 'AccessControlListNotSupported' || facts.action === 's3:PutObjectAcl';
  const better = command?.replace(/ --acl[ =]\S+/, '');
  const isSet = command !== undefined && better !== undefined && better !== command;
  if (!sets && !isSet) return [];
  const bucket = findObject(facts)?.bucket ?? placeholder('bucket');
  return [
    {
      title: `Leave the ACL away: ${bucket} may take none, or block public access; who may read is for its policy to say`,
      ...(isSet
        ? { patch: replaceCommand(command, better, build) }
        : { command: sh`aws s3api get-bucket-ownership-controls --bucket ${bucket}${regionOption(build)}` }),
      changes: false,
    },
  ];
}

/** Where the role may and the bucket refuses all the same: its policy, its key. */
export function getBucketSteps({ facts, build }: Situation): FixStep[] {
  const bucket = findObject(facts)?.bucket ?? placeholder('bucket');
  const region = findRegion(build);
  const inRegion = raw(region ? sh` --region ${region}` : '');
  return [
    {
      title:
        'See whether the bucket itself refuses: a Deny in its policy, or, where it is of another account, no Allow for the role',
      command: sh`aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text${inRegion}`,
      changes: false,
    },
    {
      title:
        'See whether it encrypts with a KMS key of your own: then the role needs kms:Decrypt (to write, kms:GenerateDataKey) on that key too',
      command: sh`aws s3api get-bucket-encryption --bucket ${bucket} --query ${'ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault'}${inRegion}`,
      changes: false,
    },
  ];
}

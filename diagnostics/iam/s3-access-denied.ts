import { askPermission } from '../../src/checks/ask-permission.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { getCommandStatements, getFurtherStatements, getNextSteps } from '../../src/fix/next-permissions.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { findObject, getAclSteps, getBucketSteps, getS3Statements } from '../../src/fix/s3-access.ts';
import { defineSignature } from '../../src/signature.ts';

const SOURCE = /for (?:primary|secondary) source(?: \S+)? and source version (?<resource>arn:[^\s"]+)/;

export default defineSignature({
  id: 's3-access-denied',
  family: 'iam',
  title: 'The build role may not read or write the S3 bucket',
  patterns: [
    ...refused('s3(?:express)?:\\w+'),
    // AWS CLI and boto3. `aws s3` puts both ends of the copy in front.
    /(?:(?<path>s3:\/\/\S+)(?: to \S+)? )?(?:An error occurred )?\((?:AccessDenied|AllAccessDisabled|403)\) when calling the (?<operation>(?:[A-Z][a-z]+)?(?:Object|Bucket|Multipart|UploadPart)\w*) operation/,
    // The agent fetches the source; the ARN stands on the same line or the next.
    { line: /AccessDenied: Access Denied/, near: { line: SOURCE, within: 2 } },
    // S3's own answer, through curl; a bucket that takes no ACLs.
    /<Code>AccessDenied<\/Code>/,
    /(?:(?<path>s3:\/\/\S+) )?(?:An error occurred )?\(?(?<code>AccessControlListNotSupported)|bucket does not allow ACLs/,
    // SDKs for Go, JavaScript and Ruby, the agent itself. A cache that is not there yet is reported alike, and no fault.
    // The CDK asks who it is, says so where it may not, and goes on.
    /^(?!.*(?:\b[Cc]ache\b|determine the default AWS account)).*\bAccessDenied: Access Denied/,
    /\bAws::S3::Errors::(?:AccessDenied|Forbidden)|S3ServiceException \[AccessDenied\]|\bS3(?:ServiceException|Exception): Access Denied/,
    /(?:operation error S3: (?<operation>\w+),?|in S3 [Bb]ucket "(?<bucket>[\w.-]+)").{0,400}(?:StatusCode: 403|AccessDenied)/,
    // SDKs for Java, 1 and 2, and what is built on them: Maven wagons, Gradle, Jenkins.
    /Access Denied \(Service: (?:Amazon )?S3[,;] Status Code: 403/,
    /Status Code: 403, AWS Service: Amazon S3|S3 [Ee]rror(?: Code)?: (?:403 \()?Access ?Denied/,
    /(?:access has been denied by S3|permission to (?<operation>[GP][a-z]+Object) for (?<path>[\w./-]+)\. S3 Error Code: AccessDenied)/,
    // Terraform, of a bucket or of its state.
    /(?:reading|listing|creating|getting|deleting|updating) S3 [Bb]ucket.{0,200}\((?<bucket>[\w.-]+)\): .{0,300}(?:Forbidden|AccessDenied|Access Denied)/,
    // The CDK, which may not ask where its bucket is.
    /Bucket named '(?<bucket>[^']+)' exists, but (?:not in account|we don'?t have access)/,
    // CloudFormation, of a bucket.
    /\bAPI: (?<action>s3:\w+) Access Denied/,
    // CodeBuild (its own spelling), of the bucket of a source or of artifacts.
    /Either the bucket owner has changed or the service role no longer has permission to call(?:ed)? (?<action>s3:\w+)/,
    /Unable to download certificate from S3|bucket owner for the report group does not match the owner of the S3 bucket/,
    /(?:Failed to upload artifacts|Error in UPLOAD_ARTIFACTS phase|[Uu]nable to upload (?:artifact|report)\w*).{0,100}\bAccess ?Denied(?!Exception)/,
  ],
  above: ['file-missing', 'iam-access-denied', 'source-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) => {
    const { facts } = situation;
    if (facts.code) return [];
    const object = findObject(facts);
    const reads = facts.operation === 'HeadObject' || facts.operation === 'GetObject';
    return [
      askPermission(facts, [...getS3Statements(situation), ...getCommandStatements(situation)]),
      ...(object?.key && reads ? [{ kind: 'object-missing' as const, ...object, isHint: true }] : []),
    ];
  },
  sharedBy: ['action', 'operation'],
  explain: (situation) => {
    const { facts } = situation;
    if (facts.code) return 'The bucket takes no ACLs, and the call sets one (often `--acl public-read`).';
    const [statement] = getS3Statements(situation);
    const object = findObject(facts);
    const what = object ? `the bucket ${object.bucket}` : 'the S3 bucket';
    return `${getRefusedName(situation)} may not do ${statement?.Action.join(' or ') ?? 's3:GetObject'} in ${what}.${explainDenial(facts)}${hintAtMissingObject(facts.operation)}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const grant = {
      role: facts.principal,
      policyName: 'faultline-s3',
      statements: [...getS3Statements(situation), ...getFurtherStatements(facts)],
    };
    if (facts.code) return getAclSteps(situation);
    return [
      ...getAccessSteps(grant, facts, build),
      ...getNextSteps(situation),
      ...getAclSteps(situation),
      // The bucket's policy is among the suspects already.
      ...getBucketSteps(situation).slice(facts.suspects ? 1 : 0),
    ];
  },
});

function hintAtMissingObject(operation: string | undefined): string {
  return operation === 'HeadObject' || operation === 'GetObject'
    ? ' An object that is not there is refused alike while the role lacks s3:ListBucket.'
    : '';
}

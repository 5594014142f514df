import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { placeholder } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

const CODES =
  'ExpiredToken(?:Exception)?|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|RequestExpired|TokenRefreshRequired|IncompleteSignature(?:Exception)?|AuthFailure';

export default defineSignature({
  id: 'aws-credentials-expired',
  family: 'iam',
  title: 'AWS does not accept the credentials: expired, incomplete or wrong',
  patterns: [
    // AWS CLI and boto3 put the code in parentheses, the other SDKs a colon behind it.
    new RegExp(`An error occurred \\((?<code>${CODES}|InvalidToken)\\) when calling the \\w+ operation`),
    new RegExp(`(?:^|[\\s("'[*.:])(?<code>${CODES}): `),
    new RegExp(`Error Code: (?<code>${CODES})|\\((?<code2>${CODES})\\)`),
    // What the services themselves say.
    /[Ss]ecurity token included in the request is (?<state>expired|invalid)/,
    /The provided token (?<state>has expired|is malformed or otherwise invalid)/,
    /AWS Access Key Id you provided does not exist in our records/,
    /AWS was not able to validate the provided access credentials/,
    /request signature we calculated does not match the signature you provided/,
    /Signature expired: \d{8}T\d{6}Z is now earlier than/,
    /Error when retrieving token from sso|Error loading SSO Token|The SSO session associated with this profile has expired/,
  ],
  above: ['aws-credentials-missing', 'iam-access-denied', 's3-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  explain: (situation) => {
    const { facts } = situation;
    const code = facts.code ? ` (${facts.code})` : '';
    if (findKeys(situation))
      return `AWS does not accept the keys that the project sets as variables${code}; they also take the place of the build role, whose credentials renew themselves.`;
    if (/[Ee]xpired/.test(`${facts.code ?? ''} ${facts.state ?? ''}`))
      return `The credentials of the call have expired${code}: they were taken once, mostly by assuming a role for an hour, while those of the build role renew themselves.`;
    return `AWS does not know the credentials of the call${code}: keys that were deleted or mistyped, temporary keys without their AWS_SESSION_TOKEN, or a region that the account has not switched on.`;
  },
  fix: (situation) => [
    {
      title: 'See in the build, right before the command, who it is',
      command: 'aws sts get-caller-identity',
      changes: false,
    },
    ...(findKeys(situation) || !isExpired(situation) ? [dropKeys] : []),
    {
      title:
        'Where the build assumes another role: let the tools renew it by a profile, in place of exporting its keys once',
      command: `aws configure set profile.deploy.role_arn ${placeholder('role_arn')} && aws configure set profile.deploy.credential_source EcsContainer && export AWS_PROFILE=deploy`,
      changes: false,
      verify: 'aws sts get-caller-identity',
    },
    {
      title:
        'Temporary keys that are handed over (to the local agent, to a container) are three: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; take fresh ones',
      command: 'eval "$(aws configure export-credentials --format env)"',
      changes: false,
    },
  ],
});

const dropKeys = {
  title: 'Leave keys out of the project: without them the tools take the credentials of the build role',
  command: 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
  changes: false,
  verify: 'aws sts get-caller-identity',
};

function isExpired({ facts }: Situation): boolean {
  return /[Ee]xpired/.test(`${facts.code ?? ''} ${facts.state ?? ''}`);
}

function findKeys({ build }: Situation): boolean {
  return build?.environment.some((v) => v.name === 'AWS_ACCESS_KEY_ID') ?? false;
}

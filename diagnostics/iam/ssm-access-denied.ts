import { grantStep } from '../../src/fix/policy.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'ssm-access-denied',
  family: 'iam',
  title: 'The build role may not read a Parameter Store parameter',
  patterns: [
    // The agent, while it resolves `env: parameter-store`; boto3, AWS CLI and SDKs in a command word it alike.
    /(?:User: (?<principal>arn:\S+) )?is not authorized to perform: (?<action>ssm:GetParameter(?:s|sByPath)?)(?: on resource: (?<resource>arn:\S+?))?(?=[\s,.]|$)/,
    // An older agent says no more than this before it stops.
    {
      line: /^Decrypting parameter store environment variables$/,
      strength: 'symptom',
      phases: ['DOWNLOAD_SOURCE'],
    },
  ],
  above: ['iam-access-denied', 'kms-access-denied'],
  checks: ({ facts }) => [
    {
      kind: 'permission-missing',
      action: facts.action ?? 'ssm:GetParameters',
      resource: facts.resource,
      principal: facts.principal,
    },
  ],
  explain: (situation) =>
    `${situation.facts.principal ? 'The build role' : 'The build'} may not read the parameter ${getParameter(situation)} (${situation.facts.action ?? 'ssm:GetParameters'} was refused).`,
  fix: ({ facts, build }) => [
    grantStep(
      {
        role: facts.principal,
        policyName: 'faultline-parameter-store',
        statements: [
          {
            Effect: 'Allow',
            Action: [facts.action ?? 'ssm:GetParameters'],
            Resource: [facts.resource ?? '*'],
          },
        ],
      },
      build,
    ),
  ],
});

function getParameter({ facts }: Situation): string {
  return facts.resource?.split(':parameter').at(-1) ?? 'that the buildspec names';
}

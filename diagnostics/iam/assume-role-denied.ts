import { askPermission } from '../../src/checks/ask-permission.ts';
import { findService, getAssumeRoleSteps, getTargetName } from '../../src/fix/assume-role.ts';
import { explainDenial } from '../../src/fix/denial.ts';
import { allow } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'assume-role-denied',
  family: 'iam',
  title: 'A role may not be assumed',
  patterns: [
    // CodeBuild itself, of the service role.
    /(?<service>CodeBuild) is not authorized to perform: sts:AssumeRole on (?:service role )?(?<resource>arn:[^\s".]+)/,
    ...refused('sts:(?:AssumeRole\\w*|TagSession|SetSourceIdentity)'),
    /\b(?:N|n)ot authorized to perform (?<action>sts:AssumeRole\w*)/,
    /\((?:AccessDenied|AccessDeniedException|InvalidIdentityToken|IDPRejectedClaim)\) when calling the AssumeRole\w* operation/,
    // CloudFormation and Lambda, of a role that they shall work with; an expired or mistyped one reads alike.
    /\b[Rr]ole (?<resource>arn:[^\s"]+) (?<state>is invalid) or cannot be assumed/,
    /role defined for the function cannot be assumed by (?<service>Lambda)/,
    /\b[Rr]ole (?<resource>arn:[^\s"]+) (?:cannot|could not) be assumed|(?:service|provided) role (?:cannot|could not|can't) be assumed/,
    // Terraform.
    /IAM Role \((?<resource>arn:[^\s)]+)\) cannot be assumed|Cannot assume IAM Role/,
    // The CDK goes on with what it has after this, and mostly fails at the next call.
    { line: /credentials could not be used to assume '(?<resource>arn:[^']+)'/, strength: 'likely' },
    { line: /Could not assume role in target account/, strength: 'likely' },
    // Cloud Custodian and others that name the call.
    {
      line: /(?:Access ?[Dd]enied|[Uu]nauthorized|not authorized).{0,40}\b(?:api|action|operation|call)[ :=]{1,2}(?:sts:)?AssumeRole\b/,
      strength: 'likely',
    },
    {
      line: /(?:[Cc]ould not|[Ff]ailed to|[Uu]nable to|[Cc]annot) assume (?:the )?(?:IAM )?role:? (?<resource>arn:[^\s"',]*[^\s"',.:])/,
      strength: 'likely',
    },
    /Need to perform AWS calls for account (?<account>\S+), but the current credentials are for (?<other>\d{12})/,
  ],
  above: [
    'aws-credentials-missing',
    'cdk-bootstrap-missing',
    'iam-access-denied',
    's3-access-denied',
    'ssm-access-denied',
    ...CONSEQUENCES_OF_REFUSAL,
  ],
  checks: ({ facts, build }) => {
    const role = facts.resource ?? build?.role;
    if (facts.service === 'CodeBuild') return role ? [{ kind: 'trust-missing', role }] : [];
    if (!facts.resource || findService(facts)) return [];
    return [
      askPermission(facts, [allow(['sts:AssumeRole'], [facts.resource])], 'sts:AssumeRole'),
      { kind: 'trust-missing', role: facts.resource, principal: facts.principal ?? build?.role },
    ];
  },
  sharedBy: ['resource'],
  explain: (situation) => {
    const { facts } = situation;
    const service = findService(facts);
    const role = facts.resource
      ? `the role ${getTargetName(facts.resource)}`
      : 'the role that the build wants to take on';
    if (facts.trustCondition)
      return `${facts.service ?? getRefusedName(situation)} may assume ${role} only where ${facts.trustCondition}: so says its trust policy.`;
    if (service)
      return `${facts.service ?? 'CloudFormation'} may not assume ${facts.resource ? role : 'its role'}: the trust policy does not name ${service}, or the role is gone.`;
    const who = facts.other ? `The build, which runs in account ${facts.other},` : getRefusedName(situation);
    const target = facts.account ? `a role of account ${facts.account}` : role;
    return `${who} may not assume ${target}: the trust policy of that role and the policies of the one that asks must both allow sts:AssumeRole.${explainDenial(facts)}`;
  },
  fix: (situation) => getAssumeRoleSteps(situation),
});

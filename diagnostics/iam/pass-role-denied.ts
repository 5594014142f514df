import { askPermission } from '../../src/checks/ask-permission.ts';
import { findPolicyResource } from '../../src/fix/arn.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { allow, getRoleName, type Statement } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { placeholder } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

/** Operation that takes a role -> the service that the role is passed to. */
const SERVICES: readonly [RegExp, string][] = [
  [/TaskDefinition|^RunTask/, 'ecs-tasks.amazonaws.com'],
  [/Function/, 'lambda.amazonaws.com'],
  [/ChangeSet|Stack/, 'cloudformation.amazonaws.com'],
  [/^(?:Create|Update)Project$/, 'codebuild.amazonaws.com'],
  [/Pipeline$/, 'codepipeline.amazonaws.com'],
  [/StateMachine/, 'states.amazonaws.com'],
  [/^(?:Create|Update)(?:Model|TrainingJob|Endpoint)/, 'sagemaker.amazonaws.com'],
];

export default defineSignature({
  id: 'pass-role-denied',
  family: 'iam',
  title: 'The build role may not pass a role on to a service',
  patterns: [
    ...refused('iam:PassRole'),
    // The operation tells the service that the role is for; AWS CLI, boto3 and the SDK for Go 2.
    /(?:when calling the |operation error \w[\w ]*: )(?<operation>\w+).{0,400}not authorized to perform: iam:PassRole/,
    /(?<scope>Cross-account) pass role is not allowed/,
  ],
  above: ['iam-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) =>
    situation.facts.scope ? [] : [askPermission(situation.facts, [getStatement(situation)])],
  sharedBy: ['action'],
  explain: (situation) => {
    const { facts } = situation;
    if (facts.scope)
      return 'The call names a role of another account; a role can be passed only within its own account.';
    const role = facts.resource ? `the role ${getRoleName(facts.resource)}` : 'the role that the call names';
    return `${getRefusedName(situation)} may not pass ${role} on to the service that shall run with it (iam:PassRole).${explainDenial(facts)}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    if (facts.scope) return [crossAccountStep];
    return getAccessSteps(
      {
        role: facts.principal,
        policyName: 'faultline-pass-role',
        statements: [getStatement(situation)],
      },
      facts,
      build,
    );
  },
});

const crossAccountStep = {
  title:
    'Name a role of the account that the call goes to; to work in the other account, assume a role there first (sts:AssumeRole)',
  command: 'aws sts get-caller-identity --query Account --output text',
  changes: false,
};

function getStatement(situation: Situation): Statement {
  const { facts, build } = situation;
  const service = findService(situation);
  const condition = service ? { StringEquals: { 'iam:PassedToService': service } } : undefined;
  const role = findPolicyResource(facts.resource, build, facts.principal) ?? placeholder('role_arn');
  return allow(['iam:PassRole'], [role], condition);
}

function findService({ facts: { operation } }: Situation): string | undefined {
  return operation && SERVICES.find(([pattern]) => pattern.test(operation))?.[1];
}

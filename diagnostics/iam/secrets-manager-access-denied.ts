import { askPermission } from '../../src/checks/ask-permission.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { allow } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { getSecretArn, listSecretIds } from '../../src/fix/secrets.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'secrets-manager-access-denied',
  family: 'iam',
  title: 'The build role may not read a Secrets Manager secret',
  patterns: [
    // The agent, while it resolves `env: secrets-manager`, and every tool that reads a secret in a command.
    ...refused(
      'secretsmanager:(?:GetSecretValue|BatchGetSecretValue|DescribeSecret|ListSecretVersionIds|ListSecrets)',
    ),
    // The agent, cut short; the rest of the line would say whether the key was refused (kms-access-denied) instead.
    { line: /Secrets Manager Error(?: Message)?: AccessDenied/, strength: 'likely' },
  ],
  above: ['iam-access-denied', 'build-image-pull-failed', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) => [
    askPermission(situation.facts, [allow([getAction(situation)], getArns(situation))]),
  ],
  sharedBy: ['action'],
  explain: (situation) => {
    const name = listSecretIds(situation).map((id) => id.split(':secret:').at(-1))[0];
    return `${getRefusedName(situation)} may not read ${name ? `the secret ${name}` : 'the secret that the build asks for'}: ${getAction(situation)} was refused.${explainDenial(situation.facts)}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const statements = [allow([getAction(situation)], getArns(situation))];
    return [
      ...getAccessSteps(
        { role: facts.principal, policyName: 'faultline-secrets-manager', statements },
        facts,
        build,
      ),
      {
        title:
          'Where the secret is of another account, its resource policy must allow the role too, and so must the policy of its KMS key (kms:Decrypt)',
        changes: false,
      },
    ];
  },
});

function getAction({ facts }: Situation): string {
  return facts.action ?? 'secretsmanager:GetSecretValue';
}

function getArns(situation: Situation): string[] {
  const { facts, build } = situation;
  if (getAction(situation) === 'secretsmanager:ListSecrets') return ['*'];
  const ids = listSecretIds(situation);
  return (ids.length > 0 ? ids : ['YOUR_SECRET_NAME']).map((id) => getSecretArn(id, build, facts.principal));
}

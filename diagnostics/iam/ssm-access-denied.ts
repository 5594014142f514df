import { askPermission } from '../../src/checks/ask-permission.ts';
import { findCdkQualifier, getCdkRolesStatement } from '../../src/fix/cdk-roles.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { getDecryptStatements } from '../../src/fix/parameter-keys.ts';
import { findParameterName, getParameterArns } from '../../src/fix/parameters.ts';
import { allow, grantStep } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'ssm-access-denied',
  family: 'iam',
  title: 'The build role may not read a Parameter Store parameter',
  patterns: [
    // The agent, while it resolves `env: parameter-store`, and every tool that reads a parameter in a command.
    ...refused('ssm:GetParameter(?:s|sByPath|History)?'),
    // The agent, cut short; the rest of the line would say whether the key was refused (kms-access-denied) instead.
    { line: /Decrypted Variables Error(?: Message)?: AccessDenied/, strength: 'likely' },
    // An older agent says no more than this before it stops.
    {
      line: /^Decrypting parameter store environment variables$/,
      strength: 'symptom',
      phases: ['DOWNLOAD_SOURCE'],
    },
  ],
  above: ['iam-access-denied', 'cdk-bootstrap-missing', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) => {
    const arns = getParameterArns(situation.facts, situation.build);
    if (arns.length === 0) return [];
    const names = arns.flatMap((arn) => findParameterName({ resource: arn }) ?? []);
    return [
      askPermission(situation.facts, [allow([getAction(situation)], arns)]),
      { kind: 'parameter-encrypted', names },
    ];
  },
  sharedBy: ['action'],
  explain: (situation) => {
    const { facts } = situation;
    const name = findParameterName(facts);
    const more = getParameterArns(facts, situation.build).length - 1;
    const others = more > 0 ? ` The build reads ${more} more, which the fix allows with it.` : '';
    return `${getRefusedName(situation)} may not read ${name ? `the parameter ${name}` : 'the parameters that the build asks for'}: ${getAction(situation)} was refused.${explainDenial(facts)}${others}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const arns = getParameterArns(facts, build);
    const resources = arns.length > 0 ? arns : ['YOUR_PARAMETER_ARN'];
    const grant = {
      role: facts.principal,
      policyName: 'faultline-parameter-store',
      statements: [allow([getAction(situation)], resources), ...getDecryptStatements(facts, build)],
    };
    const ofCdk = findCdkQualifier(facts.resource)
      ? [
          grantStep(
            {
              ...grant,
              policyName: 'faultline-cdk-roles',
              statements: [getCdkRolesStatement(facts.resource, build)],
            },
            build,
          ),
        ]
      : [];
    return [
      ...ofCdk,
      ...getAccessSteps(grant, facts, build),
      {
        title:
          'Do not attach AmazonSSMFullAccess: it lets the build read, change and delete every parameter, and run commands on instances',
        changes: false,
      },
    ];
  },
});

function getAction({ facts }: Situation): string {
  return facts.action ?? 'ssm:GetParameters';
}

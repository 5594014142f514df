import { askPermission } from '../../src/checks/ask-permission.ts';
import { getPlace, parseArn } from '../../src/fix/arn.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { findKeyStep, getKeyActions, getKeyArn, getKeyStateSteps } from '../../src/fix/kms.ts';
import { allow } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { getResourcePolicyCommand } from '../../src/fix/resource-policy.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'kms-access-denied',
  family: 'iam',
  title: 'The build role may not use a KMS key',
  patterns: [
    ...refused('kms:\\w+'),
    // Secrets Manager, of the key behind a secret.
    /Access to KMS is not allowed/,
    // KMS hides whether a key is there from those who may not use it: SSM, S3, Lambda pass this on.
    /The ciphertext ref(?:ers to a customer master key that|erences a key that either) does not exist/,
    /\bKMS\.(?:NotFoundException|AccessDeniedException)|\bKMSAccessDeniedException|because KMS access was denied/,
    {
      line: /\bInvalidKeyId\b|\bKMS\.?(?:KMS)?(?:InvalidState|Disabled)\w*(?:.{0,200}?(?<resource>arn:aws[\w-]*:kms:[^\s.'"]+))?/,
      strength: 'likely',
    },
    { line: /Key '(?<resource>arn:aws[\w-]*:kms:[^']+)' does not exist/, strength: 'likely' },
  ],
  above: [
    'iam-access-denied',
    'resource-not-found',
    's3-access-denied',
    'secrets-manager-access-denied',
    'ssm-access-denied',
    ...CONSEQUENCES_OF_REFUSAL,
  ],
  checks: (situation) => {
    const { resource } = situation.facts;
    return [
      askPermission(situation.facts, [allow(getKeyActions(situation), [getKeyArn(situation)])]),
      ...(resource?.includes(':kms:') ? [{ kind: 'key-unusable' as const, key: resource }] : []),
    ];
  },
  sharedBy: ['action'],
  explain: (situation) => {
    const { facts } = situation;
    const key = facts.resource?.startsWith('arn:')
      ? `the KMS key ${facts.resource.split('/').at(-1)}`
      : 'the KMS key of what it asks for';
    if (facts.keyState)
      return `${capitalise(key)} is ${STATES[facts.keyState] ?? facts.keyState}: nobody can use it, and what it protects stays unreadable.`;
    return `${getRefusedName(situation)} may not use ${key} (${getKeyActions(situation)[0]}): what it protects, a parameter, a secret, an artifact or an image, stays unreadable.${explainDenial(facts)}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const key = getKeyArn(situation);
    const grant = {
      role: facts.principal,
      policyName: 'faultline-kms',
      statements: [allow(getKeyActions(situation), [key])],
    };
    const { account } = getPlace(undefined, facts.principal, build?.role);
    const owner = parseArn(key)?.account;
    const isForeign = owner !== account && /^\d{12}$/.test(owner ?? '');
    const restore = getKeyStateSteps(facts);
    if (restore.length > 0) return restore;
    return [
      ...(facts.resource?.startsWith('arn:') ? [] : [findKeyStep(situation)]),
      ...getAccessSteps(grant, facts, build),
      {
        title: isForeign
          ? `Let the key policy in account ${owner} allow ${getKeyActions(situation).join(' and ')} to the role too: across accounts both sides must allow it`
          : 'Check that the key policy leaves it to IAM (a statement for the account root) or names the role',
        command: getResourcePolicyCommand(key, build),
        changes: false,
      },
    ];
  },
});

const STATES: Readonly<Record<string, string | undefined>> = {
  PendingDeletion: 'scheduled for deletion',
  Disabled: 'disabled',
  PendingImport: 'without key material',
  Unavailable: 'not available',
  missing: 'not there',
};

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

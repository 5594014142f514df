import { findRegion } from '../../src/fix/arn.ts';
import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { getCreateSecretStep, listSecretIds } from '../../src/fix/secrets.ts';
import { placeholder, raw, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'secrets-manager-secret-not-found',
  family: 'iam',
  title: 'A Secrets Manager secret, its version or its key does not exist',
  patterns: [
    // Secrets Manager itself, through every tool: no secret of the name, or no version with the stage.
    /Secrets Manager can.{1,3}t find the (?:specified secret|resource)(?: value for (?:staging label: (?<label>[\w-]+)|VersionId))?/,
    /\(ResourceNotFoundException\) when calling the (?:GetSecretValue|DescribeSecret) operation/,
    /Secrets Manager Error(?: Message)?: ResourceNotFound/,
    /(?:perform this operation on the secret because it was|secret[^.]{0,40} currently) (?<state>marked for deletion|scheduled for deletion)/,
    // CodeBuild, ECS and CloudFormation: the secret is there, the key in its JSON is not.
    /Secrets Manager Error(?: Message)?: (?!AccessDenied|Access to KMS).{0,200}\b(?:key|JSON|unmarshal|parse)\b/i,
    {
      line: /Secrets Manager Error(?: Message)?: .{0,60}(?:Invalid name|Validation|InvalidParameter)/,
      strength: 'likely',
    },
    /secret .{0,200}did not contain json key (?<key>[^\s,]+)/,
    /Could not (?:find a value associated with JSONKey|parse) (?:in )?SecretString/,
    // Terraform.
    /reading Secrets Manager Secret(?: Version)? \((?<resource>[^)|]+)(?![^)|])[^)]*\): (?:couldn't find resource|empty result|.{0,200}ResourceNotFound)/,
  ],
  above: ['resource-not-found', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) => {
    const [id] = listSecretIds(situation);
    // A key of the JSON is part of the value, which nobody reads.
    if (!id || situation.facts.key) return [];
    return [{ kind: 'secret-missing', id, stage: situation.facts.label }];
  },
  explain: (situation) => {
    const { facts, build } = situation;
    const [id] = listSecretIds(situation);
    const secret = id ? `the secret ${id}` : 'the secret that the build asks for';
    const region = findRegion(build, id);
    if (facts.state)
      return `${capitalise(secret)} is ${facts.state}: it cannot be read any more unless it is restored.`;
    if (facts.key) return `${capitalise(secret)} has no key ${facts.key} in its JSON.`;
    if (facts.label)
      return `${capitalise(secret)} has no version with the stage ${facts.label}: it was never given a value, or the stage was moved.`;
    if (facts.near)
      return `There is no ${secret.replace(/^the /, '')}${region ? ` in ${region}` : ''}; there is ${facts.near}: probably that is meant.`;
    return `Secrets Manager does not find ${secret}${region ? ` in ${region}` : ' in this account and region'}, or not the version or JSON key asked for.`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const [id] = listSecretIds(situation);
    const region = findRegion(build, id);
    const inRegion = raw(region ? sh` --region ${region}` : '');
    const word = id?.split(':secret:').at(-1)?.split('/').at(-1) ?? placeholder('secret_name');
    const name = id ?? placeholder('secret_name');
    const restore = {
      title: 'Restore the secret',
      command: sh`aws secretsmanager restore-secret --secret-id ${name}${inRegion}`,
      changes: true,
      verify: sh`aws secretsmanager describe-secret --secret-id ${name} --query DeletedDate${inRegion}`,
    };
    const look = {
      title:
        'See which secrets there are: mostly the name is misspelt, or the secret is in another region or account',
      command: sh`aws secretsmanager list-secrets --include-planned-deletion --filters ${`Key=name,Values=${word}`} --query ${'SecretList[].[Name,DeletedDate]'} --output text${inRegion}`,
      changes: false,
    };
    const inside = {
      title:
        'See its stages, and compare the reference: SECRET:JSON-KEY:STAGE:VERSION; a key is one of the JSON in the value',
      command: sh`aws secretsmanager describe-secret --secret-id ${name} --query VersionIdsToStages${inRegion}`,
      changes: false,
    };
    if (facts.state) return [restore, look];
    if (facts.near)
      return [{ title: `Write ${facts.near} where the build says ${name}`, changes: false }, look, inside];
    return facts.key || facts.label ? [inside, look] : [look, inside, getCreateSecretStep(id, build)];
  },
});

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

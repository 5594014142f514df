import type { Build, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { findRegion, getPlace, parseArn, renderArn } from './arn.ts';
import { placeholder, raw, sh } from './shell.ts';

/** The secrets that the build reads, by name or ARN: the one that a message or a command names, or those of the build's environment. */
export function listSecretIds({ facts, build, command }: Situation): string[] {
  const named = facts.resource ?? /--secret-id[ =]["']?([\w/+=.@:-]+)/.exec(command ?? '')?.[1];
  if (named) return [named];
  const variables = build?.environment.filter((v) => v.type === 'SECRETS_MANAGER') ?? [];
  return [...new Set(variables.flatMap((v) => (v.reference ? getSecretId(v.reference) : [])))];
}

/** The secret of a reference `SECRET[:JSON-KEY[:STAGE[:VERSION]]]`, as a buildspec and a project write it. */
function getSecretId(reference: string): string {
  const parts = reference.split(':');
  return reference.startsWith('arn:') ? parts.slice(0, 7).join(':') : (parts[0] ?? reference);
}

/**
 * The ARN of a secret as a policy must name it. Secrets Manager ends each with a hyphen and six characters that a name
 * does not have: question marks stand for them. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
export function getSecretArn(id: string, build: Build | undefined, principal?: string): string {
  const arn = parseArn(id);
  const name = arn?.resource.replace(/^secret:/, '') ?? id;
  const place = getPlace(build, id, principal);
  const hasEnding = arn !== undefined && /-(?=\w*[A-Z\d])\w{6}$/.test(name);
  return renderArn({
    ...place,
    service: 'secretsmanager',
    resource: `secret:${name}${hasEnding ? '' : '-??????'}`,
  });
}

/** The step that creates a secret. The value is asked for, so that it stands in no history. */
export function getCreateSecretStep(id: string | undefined, build: Build | undefined): FixStep {
  const region = findRegion(build, id);
  const inRegion = raw(region ? sh` --region ${region}` : '');
  const name = (parseArn(id)?.resource.replace(/^secret:/, '') ?? id) || placeholder('secret_name');
  return {
    title: `Where it was never there, create ${id ? name : 'the secret'} (it asks for the value)`,
    command: sh`printf 'Value: ' && IFS= read -rs VALUE && aws secretsmanager create-secret --name ${name} --secret-string "$VALUE"${inRegion}; unset VALUE`,
    changes: true,
    verify: sh`aws secretsmanager describe-secret --secret-id ${name} --query ${'[Name,VersionIdsToStages,DeletedDate]'}${inRegion}`,
  };
}

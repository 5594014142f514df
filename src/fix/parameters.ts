import { parse } from 'yaml';
import * as z from 'zod';
import type { Build, Facts, FixStep } from '../model.ts';
import { findRegion, getPlace, parseArn, renderArn } from './arn.ts';
import { placeholder, raw, sh } from './shell.ts';

/** The part of a buildspec that is read when it is written in the project itself. */
const Buildspec = z.object({
  env: z.object({ 'parameter-store': z.record(z.string(), z.string()).default({}) }),
});

/** The name of the parameter that a message tells, by itself or at the end of an ARN; undefined when it tells none. */
export function findParameterName(facts: Facts): string | undefined {
  const name = facts.parameter ?? parseArn(facts.resource)?.resource.replace(/^parameter/, '');
  // In an ARN every name begins with a slash; only in a path is it part of the name.
  return name && !facts.parameter && name.lastIndexOf('/') === 0 ? name.slice(1) : name;
}

/**
 * The ARNs of all parameters that the build reads: the refused one first, then, where CodeBuild itself read them, those
 * of its environment and of a buildspec in the project. It stops at the first that it may not read.
 */
export function getParameterArns(facts: Facts, build: Build | undefined): string[] {
  const place = getPlace(build, facts.resource, facts.principal);
  const refused = facts.resource ?? facts.parameter;
  const others = facts.action === 'ssm:GetParameters' || !facts.action ? listReferences(build) : [];
  const names = [refused, ...others].filter((name) => name !== undefined);
  return [...new Set(names.map((name) => toArn(name, place)))];
}

function toArn(name: string, place: ReturnType<typeof getPlace>): string {
  const arn = parseArn(name);
  if (arn) return renderArn({ ...arn, partition: place.partition });
  return renderArn({ ...place, service: 'ssm', resource: `parameter/${name.replace(/^\//, '')}` });
}

function listReferences(build: Build | undefined): string[] {
  const variables = build?.environment.filter((v) => v.type === 'PARAMETER_STORE') ?? [];
  return [...variables.flatMap((v) => v.reference ?? []), ...readInlineBuildspec(build?.source?.buildspec)];
}

/** The parameters of a buildspec that stands in the project; a path or one that cannot be read gives none. */
function readInlineBuildspec(buildspec: string | undefined): string[] {
  if (!buildspec?.includes('parameter-store')) return [];
  try {
    return Object.values(Buildspec.parse(parse(buildspec)).env['parameter-store']);
  } catch {
    // Not valid: then that is what the build failed for, not this.
    return [];
  }
}

/** The step that creates a parameter. The value is asked for, so that it stands in no history. */
export function getPutParameterStep(name: string | undefined, build: Build | undefined): FixStep {
  const region = findRegion(build);
  const inRegion = raw(region ? sh` --region ${region}` : '');
  const word = name ?? placeholder('parameter_name');
  return {
    title: `Create ${name ?? 'the parameter'}${region ? ` in ${region}` : ''} (it asks for the value)`,
    command: sh`printf 'Value: ' && IFS= read -rs VALUE && aws ssm put-parameter --type SecureString --name ${word} --value "$VALUE"${inRegion}; unset VALUE`,
    changes: true,
    verify: sh`aws ssm get-parameters --names ${word} --query ${'Parameters[].[Name,Type,LastModifiedDate]'} --output text${inRegion}`,
  };
}

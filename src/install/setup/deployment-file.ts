import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { TAGS } from '../template.ts';

const FILE = new URL('../../../serverless.yml', import.meta.url);

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const fileSchema = z.looseObject({
  params: z.object({ default: z.record(z.string(), value) }),
  resources: z.looseObject({
    Parameters: z.record(z.string(), z.looseObject({ Default: value.optional() })).default({}),
  }),
});

/** What serverless.yml says of its settings. */
export interface DeploymentFile {
  /** Params and their defaults. */
  params: Record<string, string>;
  /** Parameter of CloudFormation -> the param that it is made of. */
  parameters: Record<string, string>;
}

/** Reads serverless.yml. Throws where it is not one. */
export function readDeploymentFile(): DeploymentFile {
  const file = parse(readFileSync(FILE, 'utf8'), { customTags: TAGS, merge: true });
  const { params, resources } = fileSchema.parse(file);
  const parameters = Object.entries(resources.Parameters).flatMap(([name, { Default = '' }]) => {
    const param = /^\$\{param:(\w+)\}$/.exec(Default)?.[1];
    return param === undefined ? [] : [[name, param] as const];
  });
  return { params: params.default, parameters: Object.fromEntries(parameters) };
}

/**
 * The params to deploy with: those of the last deployment that are no defaults, and over them those given now, so that
 * deploying again loses no setting.
 */
export function getDeployParams(
  { params, parameters }: DeploymentFile,
  deployed: readonly { ParameterKey?: string | undefined; ParameterValue?: string | undefined }[],
  given: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept = deployed.flatMap(({ ParameterKey = '', ParameterValue = '' }) => {
    const param = parameters[ParameterKey];
    return param !== undefined && params[param] !== ParameterValue ? [[param, ParameterValue] as const] : [];
  });
  const all = { ...Object.fromEntries(kept), ...given };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

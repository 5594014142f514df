import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseSetupOptions } from '../../src/install/setup/options.ts';
import { TAGS } from '../sandbox/aws/serverless-file.ts';
import { ROOT } from './pages.ts';

const file = z
  .object({
    params: z.object({ default: z.record(z.string(), z.unknown()) }),
    resources: z.looseObject({
      Parameters: z.record(
        z.string(),
        z.looseObject({ Default: z.string(), AllowedPattern: z.string().optional() }),
      ),
    }),
  })
  .parse(parse(readFileSync(join(ROOT, 'serverless.yml'), 'utf8'), { customTags: TAGS }));

/** The params of the deployment, with their defaults. */
export const params = file.params.default;

/** What is wrong with `name=value` as a param of the deployment. */
export function findParamFault(given: string): string | undefined {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(given) ?? [];
  if (!(name in params)) return `there is no param ${name}: ${given}`;
  const declared = Object.values(file.resources.Parameters).find(
    ({ Default }) => Default === `\${param:${name}}`,
  );
  const isRight = /\bYOUR_/.test(value) || new RegExp(declared?.AllowedPattern ?? '').test(value);
  return isRight ? undefined : `the template does not take ${given}`;
}

/** Whether a command calls setup, with values. */
export function isSetup(command: string): boolean {
  return /^(?:\w+=\S+ )*npm run (?:-s )?setup\b(?!.*NAME=)/.test(command);
}

/** What setup does not understand of a command's words. */
export function findSetupFaults(calls: readonly string[][], command: string): string[] {
  const words = calls.find(([program]) => program === 'npm') ?? [];
  const options = parseSetupOptions(words.slice(words.indexOf('setup') + 1).filter((word) => word !== '--'));
  if (typeof options === 'number') return [`setup does not take: ${command}`];
  return Object.entries(options.param).flatMap((pair) => findParamFault(pair.join('=')) ?? []);
}

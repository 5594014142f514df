import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/** The checkout. */
export const ROOT = join(import.meta.dirname, '..', '..');

const fileSchema = z.looseObject({
  functions: z.record(
    z.string(),
    z.looseObject({
      handler: z.string().endsWith('.handler'),
      package: z.object({ artifact: z.string() }),
    }),
  ),
});

/** A function of the deployment. */
export interface DeployedFunction {
  name: string;
  /** Its file, without the extension: `handlers/build-failed`. */
  entry: string;
  /** Where its zip belongs, from the checkout on. */
  artifact: string;
}

/** The functions of serverless.yml, in its order. Throws where one has no handler or no artifact. */
export function listFunctions(): DeployedFunction[] {
  const text = readFileSync(join(ROOT, 'serverless.yml'), 'utf8');
  // The short forms of CloudFormation do not matter here.
  const { functions } = fileSchema.parse(parse(text, { logLevel: 'error' }));
  return Object.entries(functions).map(
    ([
      name,
      {
        handler,
        package: { artifact },
      },
    ]) => ({
      name,
      entry: handler.replace(/\.handler$/, ''),
      artifact,
    }),
  );
}

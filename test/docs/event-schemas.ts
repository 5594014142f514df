import { z } from 'zod';
import { diagnosedSchema, reportSchema } from '../../src/diagnosed/schema.ts';

const HEADS = {
  'build-diagnosed': ['The detail of the event Build Diagnosed', diagnosedSchema],
  report: ['A line of faultline diagnose --json that could be read', reportSchema],
} as const;

export type SchemaName = keyof typeof HEADS;
export const SCHEMA_NAMES = Object.keys(HEADS) as SchemaName[];

/** The JSON Schema that is published. Strict: without the fields that are still to come, as our own output has to be. */
export function getJsonSchema(name: SchemaName, { isStrict = false } = {}): Record<string, unknown> {
  const [title, schema] = HEADS[name];
  // As input, zod lets other fields pass: consumers must not break on a field that was added.
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: isStrict ? 'output' : 'input',
    target: 'draft-7',
  });
  return { $schema, title, ...rest };
}

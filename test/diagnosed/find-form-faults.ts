import { Ajv, type ValidateFunction } from 'ajv';
import { getJsonSchema, type SchemaName } from '../docs/event-schemas.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
const compiled = new Map<SchemaName, ValidateFunction>();

/** What of an event or of a line of the command line is not as the published schema says; fields that it does not name count. */
export function findFormFaults(name: SchemaName, value: unknown): string[] {
  const isValid = compiled.get(name) ?? ajv.compile(getJsonSchema(name, { isStrict: true }));
  compiled.set(name, isValid);
  isValid(value);
  return (isValid.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { reportSchema } from '../../src/diagnosed/schema.ts';
import type { Report } from '../../src/model.ts';
import { getJsonSchema, SCHEMA_NAMES } from './event-schemas.ts';

type Loose<T> = T extends readonly (infer U)[]
  ? Loose<U>[]
  : T extends object
    ? { [K in keyof T]: Loose<T[K]> }
    : T;
type FromSchema = Loose<Omit<z.infer<typeof reportSchema>, 'input'>>;
/** Does not compile where the schema and the report have grown apart. */
type IsSame = FromSchema extends Loose<Report> ? (Loose<Report> extends FromSchema ? true : never) : never;

describe.each(SCHEMA_NAMES)('docs/%s.schema.json', (name) => {
  const file = new URL(`../../docs/${name}.schema.json`, import.meta.url);

  it('is what the code says', () => {
    const text = `${JSON.stringify(getJsonSchema(name), null, 2)}\n`;
    if (process.env.FAULTLINE_BLESS === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is a JSON Schema that lets fields be added', () => {
    const schema = JSON.parse(readFileSync(file, 'utf8'));
    expect(() => new Ajv().compile(schema)).not.toThrow();
    expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
  });
});

it('has the fields of the report, all of them and no other', () => {
  const isSame: IsSame = true;
  expect(isSame).toBe(true);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { readSignatures } from '../../src/own-signatures/read-signatures.ts';
import { getJsonSchema } from '../../src/own-signatures/schema.ts';
import { makeEntry } from '../own-signatures/make-file.ts';

const root = new URL('../../', import.meta.url);
const file = new URL('docs/signatures.schema.json', root);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

describe('docs/signatures.schema.json', () => {
  it('is what the file is read by', () => {
    const schema = getJsonSchema();
    if (process.env.FAULTLINE_BLESS === '1') writeFileSync(file, JSON.stringify(schema));
    const hint =
      'FAULTLINE_BLESS=1 npx vitest run test/docs/signatures-schema && npx biome check --write docs';
    expect(JSON.parse(readFileSync(file, 'utf8')), hint).toEqual(schema);
  });

  const validate = new Ajv({ strict: false }).compile(getJsonSchema());

  it('takes the example, and so does Faultline', () => {
    const example = read('docs/examples/signatures.yml');
    expect([validate(parse(example)), validate.errors]).toEqual([true, null]);
    expect(readSignatures(example, { signatures, literals })).toMatchObject({ kind: 'good' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a field misspelt', { titel: 'x' }],
    ['a title too long', { title: 'x'.repeat(80) }],
    ['a phase that there is not', { phases: ['BULD'] }],
    ['no near-miss', { samples: { matches: ['x'] } }],
    ['a question of no kind', { checks: [{ kind: 'nothing' }] }],
  ])('shows in an editor: %s', (_what, change) => {
    expect(validate({ signatures: [makeEntry('license', change)] })).toBe(false);
  });

  it('explains every field of an entry', () => {
    const { properties } = getJsonSchema() as {
      properties: { signatures: { items: { properties: object } } };
    };
    const fields = Object.entries(properties.signatures.items.properties);
    expect(fields.filter(([, field]) => !field.description).map(([name]) => name)).toEqual([]);
  });
});

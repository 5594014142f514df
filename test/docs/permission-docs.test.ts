import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listGrants } from '../checks/granted-actions.ts';
import { renderPermissionDocs } from './permission-docs.ts';

const file = new URL('../../docs/permissions.md', import.meta.url);

it('is what the checks declare and the role grants', () => {
  const text = renderPermissionDocs();
  if (process.env.FAULTLINE_BLESS === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('explains every permission of the role', () => {
  const text = readFileSync(file, 'utf8');
  const actions = listGrants().flatMap((grant) => grant.actions);
  expect(actions.filter((action) => !text.includes(`| \`${action}\` |`))).toEqual([]);
});

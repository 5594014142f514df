import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listGrants } from '../checks/granted-actions.ts';
import { listRoles } from '../sandbox/aws/serverless-file.ts';
import { renderPermissionDocs } from './permission-docs.ts';

const file = new URL('../../docs/permissions.md', import.meta.url);

it('is what the checks declare and the role grants', () => {
  const text = renderPermissionDocs();
  if (process.env.FAULTLINE_BLESS === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('explains every permission of every role', () => {
  const text = readFileSync(file, 'utf8');
  const actions = listRoles().flatMap((role) => listGrants(role).flatMap((grant) => grant.actions));
  expect(actions.filter((action) => !text.includes(`| \`${action}\` |`))).toEqual([]);
});

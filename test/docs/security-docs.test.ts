import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/security.md', root), 'utf8');

/** `test/a.test.ts`: one title; another title */
const claims = [
  ...page.matchAll(/`(test\/[\w/.-]+\.test\.ts)`(?:: ([^`|]+?))?(?=\s*(?:\||$|; `|\. [A-Z]|\.\n|\.$))/gm),
];

describe('docs/security.md', () => {
  it('names a test for what it claims', () => {
    expect(claims.length).toBeGreaterThan(14);
  });

  it.each(claims.map(([, file = '', titles = '']) => [file, titles]))('%s holds: %s', (file, titles) => {
    expect(existsSync(new URL(file, root))).toBe(true);
    const text = readFileSync(new URL(file, root), 'utf8');
    for (const title of titles.split('; ').filter(Boolean)) expect(text).toContain(title.trim());
  });

  it('says for how long failures are kept as the code does', () => {
    const [, days] =
      /FAILURE_DAYS = (\d+)/.exec(readFileSync(new URL('src/history/keys.ts', root), 'utf8')) ?? [];
    expect(page).toContain(`after ${days} days`);
  });
});

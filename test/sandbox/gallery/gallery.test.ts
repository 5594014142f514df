import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LIMITS } from '../../../src/slack/limits.ts';
import { findWrongBlocks, findWrongView } from '../slack/index.ts';
import { MESSAGES } from './messages.ts';
import { VIEWS } from './views.ts';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');
const FOLDER = join(DOCS, 'pictures', 'gallery');
const pictures = readdirSync(FOLDER);

it.each(MESSAGES)('shows a message that Slack takes: $title', ({ message: { text, blocks } }) => {
  expect(findWrongBlocks(blocks.map((block) => ({ ...block })))).toEqual([]);
  expect(JSON.stringify({ text, blocks }).length).toBeLessThan(LIMITS.messageTotal);
});

it.each(VIEWS)('shows a view that Slack takes: $title', ({ view }) => {
  expect(findWrongView({ ...view })).toEqual([]);
});

it('has a picture of each in both lights, on its page, in less than 3 MB', () => {
  const names = [...MESSAGES, ...VIEWS, { name: 'digest' }, { name: 'digest-picture' }].flatMap(
    ({ name }) => [`${name}-dark.webp`, `${name}-light.webp`],
  );
  expect([...pictures].sort()).toEqual(names.sort());
  const page = readFileSync(join(DOCS, 'gallery.md'), 'utf8');
  for (const name of names) expect(page).toContain(`pictures/gallery/${name}`);
  const bytes = pictures.reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);
  expect(bytes).toBeLessThan(3_000_000);
});

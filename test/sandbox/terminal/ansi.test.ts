import { expect, it } from 'vitest';
import { toHtml } from './ansi.ts';

it.each([
  ['plain text', 'a < b & c', 'a &lt; b &amp; c'],
  ['a colour', '\x1b[31m✘\x1b[39m no', '<span class="red">✘</span> no'],
  [
    'one look in another',
    '\x1b[1m\x1b[32ma\x1b[39mb\x1b[22mc',
    '<span class="bold green">a</span><span class="bold">b</span>c',
  ],
  ['the end of all', '\x1b[4;36ma\x1b[0mb', '<span class="underline cyan">a</span>b'],
  ['a code that moves', '\x1b[2Ka\x1b[?25lb', 'ab'],
])('draws %s', (_what, text, html) => {
  expect(toHtml(text)).toBe(html);
});

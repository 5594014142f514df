import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { codeBlock, prose } from './markdown.ts';
import { getSignatureDocs, SIGNATURE_DOCS } from './signature-docs.ts';

const HOW = 'docs/signatures/ is not what the catalogue gives today; write it anew: npm run docs:signatures';

describe('the pages of docs/signatures', () => {
  const docs = getSignatureDocs(signatures);

  it('are one a signature, and an index', () => {
    expect(readdirSync(SIGNATURE_DOCS).sort(), HOW).toEqual([...docs.keys()].sort());
  });

  it('say what the catalogue says', () => {
    const stale = [...docs].filter(
      ([name, text]) => readFileSync(new URL(name, SIGNATURE_DOCS), 'utf8') !== text,
    );
    expect(
      stale.map(([name]) => name),
      HOW,
    ).toEqual([]);
  });

  it('show lines without the marks of the verdict', () => {
    expect([...docs.values()].filter((text) => /[▶⟦⟧]/.test(text))).toEqual([]);
  });

  it('link only to pages that are there', () => {
    const links = [...docs.values()].flatMap((text) => [...text.matchAll(/\]\(([\w-]+\.md)/g)]);
    expect(links.map(([, name = '']) => name).filter((name) => !docs.has(name))).toEqual([]);
  });
});

describe('text for Markdown', () => {
  it('becomes no format', () => {
    expect(prose('a `*` in *code* and <b>, YOUR_ROLE')).toBe('a `*` in \\*code\\* and \\<b\\>, YOUR_ROLE');
    expect(codeBlock('sh', 'a\n```\nb', '  ')).toBe('  ````sh\n  a\n  ```\n  b\n  ````');
  });
});

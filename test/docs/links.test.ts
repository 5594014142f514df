import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getAnchor } from './markdown.ts';
import { listSpans, type Page, ROOT, readPage, readPages } from './pages.ts';

const written = readPages();
const signatures = readdirSync(join(ROOT, 'docs/signatures')).map((name) =>
  readPage(`docs/signatures/${name}`),
);
const all = [...written, readPage('CHANGELOG.md'), ...signatures];

/** Where a page points to, in Markdown or as a picture; without what is only shown as code. */
function listTargets({ text }: Page): string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').replaceAll(/`[^`\n]+`(?!\])/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)|src="([^"]+)"/g)].map(([, link, image]) => link ?? image ?? '');
}

/** Headings as anchors, as GitHub numbers those that repeat. */
function listAnchors(path: string): Set<string> {
  const text = readFileSync(path, 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  const seen = new Map<string, number>();
  const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const anchor = getAnchor(heading);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}

/** What is wrong with a link of a page; nothing where it leads somewhere. Addresses of others are not asked. */
function findFault(page: Page, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return URL.canParse(target) ? undefined : `${target} is no address`;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(ROOT, page.path) : normalize(join(ROOT, dirname(page.path), path));
  if (!file.startsWith(ROOT) || !existsSync(file)) return `${target}: there is no such file`;
  if (anchor === undefined) return undefined;
  if (!file.endsWith('.md')) return `${target}: only pages have anchors`;
  return listAnchors(file).has(anchor) ? undefined : `${target}: there is no such heading`;
}

describe('links', () => {
  it.each(written)('lead somewhere: $path', (page) => {
    expect(listTargets(page).flatMap((target) => findFault(page, target) ?? [])).toEqual([]);
  });

  it('lead somewhere in the changelog and on the pages of the known causes', () => {
    const faults = all.slice(written.length).flatMap((page) =>
      listTargets(page).flatMap((target) => {
        const fault = findFault(page, target);
        return fault ? [`${page.path}: ${fault}`] : [];
      }),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ['a file that is gone', 'gone.md', 'no such file'],
    ['a heading that is gone', 'operate.md#gone', 'no such heading'],
    ['a file outside', '../../x.md', 'no such file'],
  ])('are found out: %s', (_what, target, words) => {
    expect(findFault(readPage('docs/install.md'), target)).toContain(words);
  });

  it('reach every page from the index', () => {
    const index = listTargets(readPage('docs/README.md'));
    const pages = written.map(({ path }) => path).filter((path) => !/README/.test(path));
    expect(pages.filter((path) => !index.includes(path.replace('docs/', '')))).toEqual([]);
  });
});

describe('files that pages name', () => {
  const named = written.flatMap(({ path, text }) =>
    listSpans(text)
      .filter((span) => /^(?:src|test|handlers|docs|diagnostics)\/[\w./-]+$/.test(span))
      .map((span) => [path, span] as const),
  );

  it('are there', () => {
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, span]) => !existsSync(join(ROOT, span)))).toEqual([]);
  });
});

describe('docs/pictures', () => {
  const pictures = readdirSync(join(ROOT, 'docs/pictures'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.\w+$/.test(name),
  );

  it('are each on a page', () => {
    const text = written.map((page) => page.text).join('\n');
    expect(pictures.filter((name) => !text.includes(`pictures/${name}`))).toEqual([]);
  });

  it('have less than 5 MB together', () => {
    const bytes = pictures.reduce((sum, name) => sum + statSync(join(ROOT, 'docs/pictures', name)).size, 0);
    expect(bytes).toBeLessThan(5_000_000);
  });
});

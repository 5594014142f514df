import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDigestPage } from '../../src/digest/page.ts';
import { openPage } from '../sandbox/page/browser.ts';
import { digestOf } from './digests.ts';
import { makeHostileDigest } from './hostile-digest.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-digest-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the page of a digest', () => {
  it('needs nothing from elsewhere and runs nothing', async () => {
    const page = renderDigestPage(await makeHostileDigest(200));
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object)\b/i);
    expect(page).not.toMatch(/\b(?:src|href)="(?!https:)/);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain("default-src 'none'");
  });

  it('of a week without failures says so', async () => {
    expect(renderDigestPage(await digestOf())).toContain('No build failed.');
  });

  it.each([
    ['a phone in the dark', { width: 390, height: 844, dark: true }],
    ['a desktop in the light', { width: 1280, height: 900 }],
  ])('fits %s, whatever the history holds', async (_what, shape) => {
    const path = join(folder, 'digest.html');
    await writeFile(path, renderDigestPage(await makeHostileDigest(300)));
    const { page, close } = await openPage(pathToFileURL(path).href, shape);
    try {
      const { width, wanted, paper } = await page.evaluate(() => ({
        width: document.documentElement.clientWidth,
        wanted: document.documentElement.scrollWidth,
        paper: getComputedStyle(document.body).backgroundColor,
      }));
      expect(wanted).toBeLessThanOrEqual(width);
      expect(paper).toBe('dark' in shape ? 'rgb(23, 24, 27)' : 'rgb(255, 255, 255)');
      expect(await page.locator('svg').first().getAttribute('aria-label')).toContain('Mon 16 Nov: ');
    } finally {
      await close();
    }
  });
});

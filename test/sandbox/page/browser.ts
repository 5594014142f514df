import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

export interface PageOptions {
  width?: number | undefined;
  height?: number | undefined;
  dark?: boolean | undefined;
  /** How many pixels of a picture make one of the page. */
  scale?: number | undefined;
}

export interface OpenPage {
  page: Page;
  /** Writes a PNG of what is to see, or of the whole page. */
  screenshot(path: string, options?: { isWhole?: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** @returns a page of a headless browser of its own that shows `url`, once it has loaded */
export async function openPage(url: string, options: PageOptions = {}): Promise<OpenPage> {
  const browser = await launch();
  const page = await browser.newPage({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.dark ? 'dark' : 'light',
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: 'reduce',
  });
  await page.goto(url, { waitUntil: 'load' });
  return {
    page,
    async screenshot(path, { isWhole = false } = {}) {
      await page.screenshot({ path, fullPage: isWhole });
    },
    close: () => browser.close(),
  };
}

/** The packed font beside the system's own: without any font, all text is missing. Relative to the file itself. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

/** The package's flags are for Lambda: one process for all dies with any page, and a test must see what a browser refuses. */
const UNWANTED = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** A system's own Chrome where there is one that the packed browser does not run on, the packed one on Linux. */
async function launch(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' });
  const home = await unpack();
  const { default: packed } = await import('@sparticuz/chromium');
  const libraries = [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: packed.args.filter((flag) => !UNWANTED.includes(flag)),
    env: { ...definedEnvironment(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf') },
  });
}

/**
 * Unpacks the browser with the libraries that a bare machine lacks; the package does so only where it believes
 * itself on Lambda. The folder appears at once and whole, so that two test runs do not see half of it.
 */
async function unpack(): Promise<string> {
  const home = join(tmpdir(), `faultline-chromium-147-${process.getuid?.() ?? 0}`);
  if (existsSync(join(home, 'fonts.conf'))) return home;
  const draft = await mkdtemp(`${home}-`);
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
  Object.assign(process.env, { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  await writeFile(join(draft, 'fonts.conf'), FONTS);
  await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }));
  return home;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderGallery } from './gallery/page.ts';
import { takeGallery } from './gallery/take.ts';
import { type OpenPage, openPage } from './page/browser.ts';
import { startSandbox } from './sandbox.ts';
import { FIRST_SCENARIO } from './scenario-menu.ts';

/**
 * What `npm run pictures` runs first: takes the pictures of the message that `npm start` shows, the gallery of all, and
 * the digest as a page. What is printed on a terminal comes from terminal/pictures.ts.
 */

const DOCS = join(import.meta.dirname, '..', '..', 'docs');
const FOLDER = join(DOCS, 'pictures');
const PHONE = { width: 430, height: 2000, scale: 2 };
const DESKTOP = { width: 1280, height: 1010 };

/** From the first line of the message to the end of the command that fixes it. */
async function takeMessage({ page }: OpenPage, path: string): Promise<void> {
  const message = page.locator('.message').first();
  const [box, command] = await Promise.all([
    message.boundingBox(),
    message.locator('pre').first().boundingBox(),
  ]);
  if (!box || !command) throw new Error('The page shows no message with a command.');
  await page.screenshot({ path, clip: { ...box, height: command.y + command.height - box.y + 12 } });
}

const sandbox = await startSandbox();
try {
  await mkdir(FOLDER, { recursive: true });
  await sandbox.run(FIRST_SCENARIO);
  const take = async (shape: typeof PHONE | typeof DESKTOP, shoot: (open: OpenPage) => Promise<void>) => {
    const open = await openPage(sandbox.page.url, shape);
    try {
      await open.page.locator('.message').first().waitFor();
      await shoot(open);
    } finally {
      await open.close();
    }
  };
  await take(PHONE, (open) => takeMessage(open, join(FOLDER, 'message.png')));
  await take(DESKTOP, (open) => open.screenshot(join(FOLDER, 'page.png')));
  const pictures = await takeGallery(sandbox, join(FOLDER, 'gallery'));
  await writeFile(join(DOCS, 'gallery.md'), renderGallery(pictures));
  // The week that the gallery's digest was about.
  const week = await openPage(`${sandbox.page.url}/digest`, { width: 900, height: 900 });
  await week.screenshot(join(FOLDER, 'digest-page.png'), { isWhole: true });
  await week.close();
} finally {
  await sandbox.stop();
}

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPage } from '../page/browser.ts';
import type { Sandbox } from '../sandbox.ts';
import { ALICE, BUILDS, createClient } from '../slack/index.ts';
import { MESSAGES, type MessageEntry } from './messages.ts';
import { VIEWS, type ViewEntry } from './views.ts';

/** A picture in both lights, and what is to see on it. */
export interface Picture {
  name: string;
  title: string;
}

/** What shows something on the page and says where it stands there. */
type Show = (page: Page) => Promise<string>;

// As high as the highest: what a scroller hides is in no picture.
const PHONE = { width: 390, height: 3600, scale: 1.5 };
const QUALITY = 55;
const LIGHTS = ['light', 'dark'] as const;

/** Takes the pictures of all messages, of the home tab, the dialogs and the digest, at a phone's width. */
export async function takeGallery(sandbox: Sandbox, folder: string): Promise<Picture[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { page, close } = await openPage(sandbox.page.url, PHONE);
  const shows: (Picture & { show: Show })[] = [
    ...MESSAGES.map((entry) => ({ ...entry, show: () => post(sandbox, entry) })),
    ...DIGESTS.map(({ name, title, takesCharts }) => ({
      name,
      title,
      show: () => postDigest(sandbox, takesCharts),
    })),
    ...VIEWS.map((entry) => ({ ...entry, show: (on: Page) => open(sandbox, entry, on) })),
  ];
  try {
    for (const { name, show } of shows) {
      sandbox.slack.clear();
      await page.goto(sandbox.page.url);
      const place = await show(page);
      await page.locator(place).first().waitFor();
      for (const light of LIGHTS) await shoot(page, place, light, join(folder, `${name}-${light}.webp`));
    }
  } finally {
    await close();
  }
  return shows.map(({ name, title }) => ({ name, title }));
}

const DIGESTS = [
  { name: 'digest', title: 'The weekly digest, with the chart of Slack', takesCharts: true },
  { name: 'digest-picture', title: 'The same where the workspace takes no charts', takesCharts: false },
];

async function post({ slack }: Sandbox, { message, isAnswer }: MessageEntry): Promise<string> {
  const client = createClient(slack);
  const { text, blocks } = message;
  if (isAnswer) await client.chat.postEphemeral({ channel: BUILDS, user: ALICE, text, blocks });
  else await client.chat.postMessage({ channel: BUILDS, text, blocks });
  return '.message';
}

async function postDigest({ slack, page }: Sandbox, takesCharts: boolean): Promise<string> {
  slack.faults.charts(takesCharts);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${page.url}/scenario/digest`, { method: 'POST', headers, body: 'null' });
  slack.faults.charts(true);
  return takesCharts ? '.message:has(.chart)' : '.message:has(.picture img)';
}

async function open({ slack }: Sandbox, { view }: ViewEntry, page: Page): Promise<string> {
  const client = createClient(slack);
  if (view.type === 'modal') {
    await client.views.open({ trigger_id: slack.createTrigger(), view });
    return '.modal';
  }
  await page.getByRole('button', { name: 'Channels', exact: true }).first().click();
  await page.getByLabel('Channels').getByRole('button', { name: 'Faultline' }).click();
  // Opening the tab has the app publish its own view: the one to be seen comes after it.
  await page.locator('.home h3, .home .blocks').first().waitFor();
  await client.views.publish({ user_id: ALICE, view });
  await page.waitForFunction(
    (count) => document.querySelectorAll('.home .blocks > *').length === count,
    view.blocks.length,
  );
  return '.home .blocks';
}

/** WebP, which the browser writes and the protocol alone can ask for. */
async function shoot(page: Page, place: string, light: 'light' | 'dark', path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: light });
  await page.mouse.move(0, 0);
  const box = await page.locator(place).first().boundingBox();
  if (!box) throw new Error(`The page does not show ${place}.`);
  const room = place.startsWith('.home') ? 14 : 0;
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: {
      x: box.x - room,
      y: box.y - room,
      width: box.width + 2 * room,
      height: box.height + 2 * room,
      scale: 1,
    },
  });
  await session.detach();
  await writeFile(path, Buffer.from(data, 'base64'));
}

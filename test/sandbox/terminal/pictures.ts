import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPage } from '../page/browser.ts';
import { BUILDS } from '../slack/index.ts';
import { toHtml } from './ansi.ts';
import { startInstallation } from './installation.ts';
import { listShots } from './shots.ts';

/** The second half of `npm run pictures`: what is printed on a terminal. In a process of its own: colours and environment are set once. */

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures');
const QUALITY = 60;
const STYLE = `
  body { margin: 0; background: #1c1b22; }
  pre { margin: 0; padding: 18px 22px; width: 96ch; font: 13px/1.5 monospace; color: #d8d6df; white-space: pre-wrap; overflow-wrap: anywhere; }
  .bold { font-weight: bold; color: #fff; } .dim { color: #918e9c; } .underline { text-decoration: underline; }
  .red { color: #ff6b5e; } .green { color: #6fd38b; } .yellow { color: #f2c14e; } .cyan { color: #7cc7f0; }
`;

const installation = await startInstallation();
const { aws, environment } = installation;
Object.assign(process.env, environment, { POWERTOOLS_LOG_LEVEL: 'SILENT' });
const { handler } = await import('../../../handlers/build-failed.ts');
aws.route('buildFailed', (...call: Parameters<typeof handler>) => {
  // As the deployment sets it; before that setup asks.
  Object.assign(process.env, getDeployedEnvironment());
  return handler(...call);
});

function getDeployedEnvironment(): Record<string, string> {
  return {
    ...aws.environment,
    SLACK_BOT_TOKEN_PARAMETER: '/faultline/slack-bot-token',
    SLACK_SIGNING_SECRET_PARAMETER: '/faultline/slack-signing-secret',
    SLACK_CHANNEL: BUILDS,
  };
}

const { page, close } = await openPage('about:blank', { width: 900, height: 600, scale: 1.5 });
try {
  await mkdir(FOLDER, { recursive: true });
  for (const { name, typed, printed } of listShots(installation)) {
    const text = `\x1b[2m$\x1b[22m \x1b[1m${typed}\x1b[22m\n${(await printed()).trimEnd()}`;
    await page.setContent(`<style>${STYLE}</style><pre>${toHtml(text)}</pre>`);
    const box = await page.locator('pre').boundingBox();
    if (!box) throw new Error(`There is nothing to see of ${name}.`);
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality: QUALITY,
      captureBeyondViewport: true,
      clip: { ...box, scale: 1 },
    });
    await writeFile(join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'));
  }
} finally {
  await close();
  await installation.stop();
}

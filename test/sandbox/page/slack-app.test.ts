import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type OpenPage, openPage } from './browser.ts';

/** The page of `npm start` with the real app behind it: clicked through in a real browser. */

let sandbox: Sandbox;
let browser: OpenPage;
let problems: string[] = [];
const { FAULTLINE_SCREENSHOTS: folder } = process.env;

beforeAll(async () => {
  sandbox = await startSandbox();
  browser = await openPage(sandbox.page.url, { height: 1000 });
  browser.page.on('console', (message) => problems.push(message.text()));
  browser.page.on('pageerror', (error) => problems.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
});
beforeEach(async () => {
  problems = [];
  sandbox.slack.clear();
  await browser.page.goto(sandbox.page.url);
});
afterEach(() => {
  expect(problems).toEqual([]);
});

const see = (text: string | RegExp) => browser.page.getByText(text).first().waitFor();
const press = (name: string) => browser.page.getByRole('button', { name, exact: true }).first().click();

async function type(text: string): Promise<void> {
  await browser.page.getByLabel('Message #builds').fill(text);
  await browser.page.keyboard.press('Enter');
}

/** Keeps a picture for a person to look at, where a folder is given. */
async function keep(name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await browser.screenshot(join(folder, `${name}.png`));
}

describe('the page with the app behind it', () => {
  it('answers /diagnose for the asker alone, and shares it', async () => {
    await sandbox.run('parameter-store-access-denied');
    await type('/diagnose');
    await see('Looking at the last failure here');
    await browser.page.getByRole('button', { name: 'Share in the channel' }).waitFor();
    await keep('diagnose');
    await press('Share in the channel');
    await see(/Shared by/);
    await keep('shared');
  });

  it('offers the names that are near', async () => {
    await type('/diagnose flask-ap');
    await see(/Did you mean flask-app\?/);
  });

  it('helps', async () => {
    await type('/diagnose help');
    await see('the last failed build of a project');
    await keep('help');
  });

  it('restarts a build once it is confirmed', async () => {
    await sandbox.run('docker-daemon-unavailable');
    await press('Retry build');
    await see('The build runs again.');
    await keep('retry');
    await press('Retry');
    await browser.page.locator('.thread-link').first().click();
    await browser.page
      .locator('.thread')
      .getByText(/restarted the build/)
      .waitFor();
  });

  it('asks for the true cause', async () => {
    await sandbox.run('unknown-failure');
    await press('I know the cause');
    await browser.page
      .getByLabel('What was it?')
      .selectOption({ label: 'Something that is not in this list' });
    await browser.page.getByLabel('In your words').fill('The mirror was down');
    await keep('wrong');
    await press('Save');
    await browser.page.locator('.modal').waitFor({ state: 'detached' });
  });

  it('mutes from the menu', async () => {
    await sandbox.run('ecr-login-denied');
    await browser.page.getByLabel('More …').first().selectOption({ label: 'Mute for 1 hour' });
    await see(/is muted until/);
    await keep('muted');
    expect(await sandbox.run('ecr-login-denied')).toMatchObject({ told: { kind: 'muted' } });
    await browser.page.getByLabel('Channels').getByRole('button', { name: 'Faultline' }).click();
    await see(/muted until/);
    await keep('home-muted');
    await press('Unmute');
    await browser.page.getByRole('button', { name: 'Unmute' }).first().waitFor({ state: 'detached' });
  });

  it('makes a signature from the line, says what is wrong with it, and tries it', async () => {
    await sandbox.run('unknown-failure');
    await browser.page.getByLabel('More …').first().selectOption({ label: 'Make a signature' });
    const pattern = browser.page.getByLabel('Pattern');
    const drafted = await pattern.inputValue();
    await browser.page.getByLabel('Title').fill('The licence server is down');
    await browser.page.getByLabel('Explanation').fill('It did not answer.');
    await pattern.fill('(');
    await press('Try it on this log');
    await see(/no pattern of RE2/);
    await keep('signature-wrong');
    await pattern.fill(drafted);
    await press('Try it on this log');
    await see(/The pattern finds \d+ line/);
    await keep('signature');
    await press('Done');
  });

  it('tells a storm in one message, and its end once', async () => {
    const start = async (name: string) => {
      await press(name);
      await browser.page.getByText(`Under way: ${name}`).waitFor();
      await browser.page.locator('.running').waitFor({ state: 'detached' });
    };
    await start('30 projects fail of one cause');
    await see('30 projects failed alike');
    await see('30 failures: 1 new message');
    await keep('storm');
    await start('all green again');
    const message = sandbox.slack.messages('C0BUILDS');
    expect(message).toHaveLength(1);
    expect(message[0]?.thread.at(-1)?.text).toContain('All 30 projects are green again');
  });

  it('posts the digest of a week with a chart, of the week before with a picture, and shows it as a page', async () => {
    await press('post the weekly digest');
    await browser.page.locator('.chart .plot rect').first().waitFor();
    await keep('digest');
    await browser.page.getByLabel('workspace without charts').click();
    await press('post the weekly digest');
    await browser.page.locator('.picture img').first().waitFor();
    await keep('digest-picture');
    await browser.page.getByLabel('workspace without charts').click();
    const page = await (await fetch(`${sandbox.page.url}/digest`)).text();
    expect(page).toContain('Failed builds by day');
    expect(page).not.toMatch(/<script|src=/);
  });

  it('shows on the home tab what is red', async () => {
    await sandbox.run('unknown-failure');
    await browser.page.getByLabel('Channels').getByRole('button', { name: 'Faultline' }).click();
    await see(/projects? (?:is|are) red/);
    await see(/flask-app #/);
    await keep('home');
  });
});

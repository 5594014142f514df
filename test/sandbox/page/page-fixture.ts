import type { WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { BUILDS, createClient, type JsonObject, type LocalSlack, startSlack } from '../slack/index.ts';
import { type OpenPage, openPage } from './browser.ts';
import type { Interactions } from './interactions.ts';
import { type LocalPage, startPage } from './server.ts';

/** The page in a real browser, over a local Slack to which the real client posts. Nothing may go wrong on it unseen. */

const SCENARIOS = [
  { name: 'ssm-access-denied', title: 'The role may not read a parameter', group: 'Access' },
  { name: 'npm-not-found', title: 'npm has no such package', group: 'Code' },
];

const FAILED: JsonObject[] = [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'emoji', name: 'red_circle' },
          { type: 'text', text: ' payments-api #214 failed' },
        ],
      },
      {
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: 'aws codebuild retry-build --id x' }],
      },
    ],
  },
  {
    type: 'actions',
    block_id: 'next',
    elements: [
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Diagnose again' },
        action_id: 'again',
        value: 'x:1',
      },
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Mute' },
        action_id: 'mute',
        confirm: {
          title: { type: 'plain_text', text: 'Mute it?' },
          text: { type: 'plain_text', text: 'For a day.' },
          confirm: { type: 'plain_text', text: 'Yes, mute' },
          deny: { type: 'plain_text', text: 'No' },
        },
      },
    ],
  },
];

export let slack: LocalSlack;
export let local: LocalPage;
export let client: WebClient;
export let browser: OpenPage;
export let problems: string[];
export const trigger = vi.fn();
export const app: Interactions = {};

beforeAll(async () => {
  slack = await startSlack();
  client = createClient(slack);
  local = await startPage({
    slack,
    scenarios: SCENARIOS,
    trigger,
    get onAction() {
      return app.onAction;
    },
    get onCommand() {
      return app.onCommand;
    },
    get onViewSubmission() {
      return app.onViewSubmission;
    },
  });
  browser = await openPage(local.url);
  browser.page.on('console', (message) => problems.push(message.text()));
  browser.page.on('pageerror', (error) => problems.push(error.message));
  browser.page.on('request', (request) => {
    if (!request.url().startsWith(local.url)) problems.push(request.url());
  });
});
afterAll(async () => {
  await browser?.close();
  await local?.stop();
  await slack?.stop();
});

beforeEach(async () => {
  problems = [];
  trigger.mockReset();
  slack.clear();
  for (const name of ['onAction', 'onCommand', 'onViewSubmission'] as const) delete app[name];
  await browser.page.setViewportSize({ width: 1280, height: 800 });
  await browser.page.goto(local.url);
});
afterEach(() => {
  expect(problems).toEqual([]);
});

/** Posts a failed build. @returns the message's timestamp */
export async function post(more: JsonObject = {}): Promise<string> {
  const message = { channel: BUILDS, text: 'Build failed', blocks: FAILED, ...more };
  await client.apiCall('chat.postMessage', message);
  return slack.messages(BUILDS).at(-1)?.ts ?? '';
}

/** Waits until a text is seen on the page. */
export const see = (text: string) => browser.page.getByText(text, { exact: false }).first().waitFor();

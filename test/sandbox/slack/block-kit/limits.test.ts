import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILDS, type JsonObject, type LocalSlack, startSlack } from '../index.ts';

/** Each limit through the real client: the most that Slack takes is taken, one more is refused in Slack's words. */

let slack: LocalSlack;
let client: WebClient;

beforeAll(async () => {
  slack = await startSlack();
  client = new WebClient('xoxb-local', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
});
afterAll(() => slack.stop());

const x = (length: number) => 'x'.repeat(length);
const repeat = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: JsonObject = {}) => ({ type: 'button', text: plain('Retry'), ...more });
const actions = (...elements: JsonObject[]) => ({ type: 'actions', elements });
const image = (alt_text: string) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text });
const select = (options: JsonObject[]) => actions({ type: 'static_select', action_id: 'pick', options });
const option = (text: string, value = 'v') => ({ text: plain(text), value });
const cell = (text: string) => ({ type: 'raw_text', text });
const input = (label: string) => ({
  type: 'input',
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'a' },
});
const pie = (title: string, count: number) => ({
  type: 'data_visualization',
  title,
  chart: { type: 'pie', segments: repeat(count, (index) => ({ label: `s${index}`, value: 1 })) },
});
const bars = (count: number, labels = ['Mon', 'Tue']) => ({
  type: 'data_visualization',
  title: 'Failures',
  chart: {
    type: 'bar',
    series: repeat(count, (index) => ({
      name: `s${index}`,
      data: labels.map((label) => ({ label, value: 1 })),
    })),
    axis_config: { categories: ['Mon', 'Tue'] },
  },
});

type Case = [what: string, taken: JsonObject[], refused: JsonObject[], words: string];

const CASES: Case[] = [
  [
    '50 blocks',
    repeat(50, () => ({ type: 'divider' })),
    repeat(51, () => ({ type: 'divider' })),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    '3,000 characters in a section',
    [{ type: 'section', text: mrkdwn(x(3000)) }],
    [{ type: 'section', text: mrkdwn(x(3001)) }],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'text in a section',
    [{ type: 'section', text: mrkdwn('a') }],
    [{ type: 'section', text: mrkdwn('') }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'text or fields in a section',
    [{ type: 'section', fields: [plain('a')] }],
    [{ type: 'section' }],
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  [
    '10 fields',
    [{ type: 'section', fields: repeat(10, () => mrkdwn('a')) }],
    [{ type: 'section', fields: repeat(11, () => mrkdwn('a')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    '2,000 characters in a field',
    [{ type: 'section', fields: [mrkdwn(x(2000))] }],
    [{ type: 'section', fields: [mrkdwn(x(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    '150 characters in a header',
    [{ type: 'header', text: plain(x(150)) }],
    [{ type: 'header', text: plain(x(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'plain text only in a header',
    [{ type: 'header', text: plain('a') }],
    [{ type: 'header', text: mrkdwn('a') }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    '25 elements in actions',
    [actions(...repeat(25, () => button()))],
    [actions(...repeat(26, () => button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '75 characters on a button',
    [actions(button({ text: plain(x(75)) }))],
    [actions(button({ text: plain(x(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    '2,000 characters behind a button',
    [actions(button({ value: x(2000) }))],
    [actions(button({ value: x(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    '3,000 characters in a URL',
    [actions(button({ url: x(3000) }))],
    [actions(button({ url: x(3001) }))],
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    '255 characters in an action_id',
    [actions(button({ action_id: x(255) }))],
    [actions(button({ action_id: x(256) }))],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'an action_id once in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'b' }))],
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    '255 characters in a block_id',
    [{ type: 'divider', block_id: x(255) }],
    [{ type: 'divider', block_id: x(256) }],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'a block_id once in a message',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    repeat(2, () => ({ type: 'divider', block_id: 'a' })),
    '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'known fields only',
    [actions(button())],
    [actions(button({ disabled: true }))],
    'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'known styles only',
    [actions(button({ style: 'danger' }))],
    [actions(button({ style: 'red' }))],
    'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'known types only',
    [{ type: 'divider' }],
    [{ type: 'line' }],
    'unsupported type: line [json-pointer:/blocks/0/type]',
  ],
  [
    'whole blocks only',
    [{ type: 'header', text: plain('a') }],
    [{ type: 'header' }],
    'missing required field: text [json-pointer:/blocks/0]',
  ],
  [
    'text where text belongs',
    [{ type: 'header', text: plain('a') }],
    [{ type: 'header', text: { type: 'plain_text', text: 1 } }],
    'must provide a string [json-pointer:/blocks/0/text/text]',
  ],
  [
    '10 elements in a context',
    [{ type: 'context', elements: repeat(10, () => mrkdwn('a')) }],
    [{ type: 'context', elements: repeat(11, () => mrkdwn('a')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'something in a context',
    [{ type: 'context', elements: [mrkdwn('a')] }],
    [{ type: 'context', elements: [] }],
    'must provide at least 1 items [json-pointer:/blocks/0/elements]',
  ],
  [
    '2,000 characters about an image',
    [image(x(2000))],
    [image(x(2001))],
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'an image that is described',
    [image('a')],
    [{ type: 'image', image_url: 'https://example.com/a.png' }],
    'missing required field: alt_text [json-pointer:/blocks/0]',
  ],
  [
    '2,000 characters in a label',
    [input(x(2000))],
    [input(x(2001))],
    'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
  ],
  [
    '100 options',
    [select(repeat(100, () => option('a')))],
    [select(repeat(101, () => option('a')))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '75 characters in an option',
    [select([option(x(75))])],
    [select([option(x(76))])],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
  ],
  [
    '150 characters behind an option',
    [select([option('a', x(150))])],
    [select([option('a', x(151))])],
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    '5 options in an overflow menu',
    [actions({ type: 'overflow', options: repeat(5, () => option('a')) })],
    [actions({ type: 'overflow', options: repeat(6, () => option('a')) })],
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '12,000 characters of markdown',
    [{ type: 'markdown', text: x(12_000) }],
    [{ type: 'markdown', text: x(12_001) }],
    'must be less than 12001 characters [json-pointer:/blocks/0/text]',
  ],
  [
    '12,000 characters of markdown in all',
    repeat(2, () => ({ type: 'markdown', text: x(6000) })),
    repeat(2, () => ({ type: 'markdown', text: x(6001) })),
    'markdown blocks must be less than 12001 characters in total [json-pointer:/blocks]',
  ],
  [
    'rich text that says something',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
      },
    ],
    [{ type: 'rich_text', elements: [] }],
    'must provide at least 1 items [json-pointer:/blocks/0/elements]',
  ],
  [
    'known elements of rich text',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a' }] }],
      },
    ],
    [{ type: 'rich_text', elements: [{ type: 'rich_text_code', elements: [] }] }],
    'unsupported type: rich_text_code [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    '100 rows of a table',
    [{ type: 'table', rows: repeat(100, () => [cell('a')]) }],
    [{ type: 'table', rows: repeat(101, () => [cell('a')]) }],
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    '20 columns of a table',
    [{ type: 'table', rows: [repeat(20, () => cell('a'))] }],
    [{ type: 'table', rows: [repeat(21, () => cell('a'))] }],
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  ],
  [
    'cells that are not empty',
    [{ type: 'table', rows: [[cell('a')]] }],
    [{ type: 'table', rows: [[cell('')]] }],
    'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
  ],
  [
    'one table',
    [{ type: 'table', rows: [[cell('a')]] }],
    repeat(2, () => ({ type: 'table', rows: [[cell('a')]] })),
    'only one table allowed [json-pointer:/blocks]',
  ],
  [
    '10,000 characters in tables',
    [{ type: 'table', rows: [[cell(x(10_000))]] }],
    [{ type: 'table', rows: [[cell(x(10_001))]] }],
    'tables must be less than 10001 characters in total [json-pointer:/blocks]',
  ],
  [
    'a data table with a row under its header',
    [{ type: 'data_table', caption: 'a', rows: [[cell('a')], [cell('b')]] }],
    [{ type: 'data_table', caption: 'a', rows: [[cell('a')]] }],
    'must provide at least 2 items [json-pointer:/blocks/0/rows]',
  ],
  [
    'rows of one width in a data table',
    [{ type: 'data_table', caption: 'a', rows: [[cell('a')], [cell('b')]] }],
    [{ type: 'data_table', caption: 'a', rows: [[cell('a')], [cell('b'), cell('c')]] }],
    'all rows must have the same number of cells [json-pointer:/blocks/0/rows/1]',
  ],
  [
    '50 characters over a chart',
    [pie(x(50), 1)],
    [pie(x(51), 1)],
    'must be less than 51 characters [json-pointer:/blocks/0/title]',
  ],
  [
    '6 segments of a pie',
    [pie('a', 6)],
    [pie('a', 7)],
    'no more than 6 items allowed [json-pointer:/blocks/0/chart/segments]',
  ],
  [
    '6 series of bars',
    [bars(6)],
    [bars(7)],
    'no more than 6 items allowed [json-pointer:/blocks/0/chart/series]',
  ],
  [
    'a value for each category',
    [bars(1)],
    [bars(1, ['Mon'])],
    'data labels must match the categories [json-pointer:/blocks/0/chart/series/0/data]',
  ],
  [
    '2 charts',
    repeat(2, () => pie('a', 1)),
    repeat(3, () => pie('a', 1)),
    'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]',
  ],
  [
    'no alert outside a modal',
    [{ type: 'divider' }],
    [{ type: 'alert', text: plain('a') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
];

describe('a message may have', () => {
  it.each(CASES)('%s', async (_what, taken, refused, words) => {
    const post = (blocks: JsonObject[]) =>
      client.apiCall('chat.postMessage', { channel: BUILDS, text: 'a', blocks });
    expect(await post(taken)).toMatchObject({ ok: true });
    await expect(post(refused)).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: expect.arrayContaining([`[ERROR] ${words}`]) },
      },
    });
  });

  it.each([
    ['40,000 characters of text', { text: x(40_000) }, { text: x(40_001) }, 'msg_too_long'],
    [
      'about 12,000 characters in its blocks',
      { blocks: repeat(4, () => ({ type: 'section', text: mrkdwn(x(3000)) })) },
      { blocks: repeat(5, () => ({ type: 'section', text: mrkdwn(x(3000)) })) },
      'msg_blocks_too_long',
    ],
    [
      '100 attachments',
      { attachments: repeat(100, () => ({ text: 'a' })) },
      { attachments: repeat(101, () => ({ text: 'a' })) },
      'too_many_attachments',
    ],
    [
      'whole blocks in its attachments',
      { attachments: [{ blocks: [{ type: 'divider' }] }] },
      { attachments: [{ blocks: [{ type: 'line' }] }] },
      'invalid_attachments',
    ],
  ])('%s', async (_what, taken, refused, error) => {
    const post = (more: JsonObject) =>
      client.apiCall('chat.postMessage', { channel: BUILDS, text: 'a', ...more });
    expect(await post(taken)).toMatchObject({ ok: true });
    await expect(post(refused)).rejects.toMatchObject({ data: { error } });
  });
});

describe('a modal may have', () => {
  const modal = (more: JsonObject) => ({ type: 'modal', title: plain('Teach'), blocks: [], ...more });
  const divider = () => ({ type: 'divider' });

  it.each([
    [
      '100 blocks',
      modal({ blocks: repeat(100, divider) }),
      modal({ blocks: repeat(101, divider) }),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      '24 characters in its title',
      modal({ title: plain(x(24)) }),
      modal({ title: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      '3,000 characters of private metadata',
      modal({ private_metadata: x(3000) }),
      modal({ private_metadata: x(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      '255 characters in its callback_id',
      modal({ callback_id: x(255) }),
      modal({ callback_id: x(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'inputs when it has a submit button',
      modal({ blocks: [input('a')], submit: plain('Save') }),
      modal({ blocks: [input('a')] }),
      'missing required field: submit [json-pointer:/view]',
    ],
    [
      'an alert',
      modal({ blocks: [{ type: 'alert', text: plain('a') }] }),
      modal({ blocks: [{ type: 'alarm' }] }),
      'unsupported type: alarm [json-pointer:/view/blocks/0/type]',
    ],
  ])('%s', async (_what, taken, refused, words) => {
    const open = (view: JsonObject) =>
      client.apiCall('views.open', { trigger_id: slack.createTrigger(), view });
    expect(await open(taken)).toMatchObject({ ok: true });
    await expect(open(refused)).rejects.toMatchObject({
      data: { error: 'invalid_arguments', response_metadata: { messages: [`[ERROR] ${words}`] } },
    });
  });
});

import { type Case, image, input, mrkdwn, plain, repeat, x } from './make.ts';

export const LAYOUT_CASES: Case[] = [
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
    'no alert outside a modal',
    [{ type: 'divider' }],
    [{ type: 'alert', text: plain('a') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
];

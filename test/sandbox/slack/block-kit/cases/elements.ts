import { actions, button, type Case, option, plain, repeat, select, x } from './make.ts';

export const ELEMENTS_CASES: Case[] = [
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
];

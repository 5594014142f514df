import { bars, type Case, cell, pie, repeat, x } from './make.ts';

export const DATA_CASES: Case[] = [
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
];

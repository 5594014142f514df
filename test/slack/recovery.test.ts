import { describe, expect, it } from 'vitest';
import { renderDuration, renderOrdinal } from '../../src/slack/duration.ts';
import { renderRecovery, renderRecoveryWords } from '../../src/slack/recovery.ts';
import { readBlocks } from './read-message.ts';

const recovery = {
  project: 'payments-api',
  number: 217,
  url: 'https://console.example/217',
  title: 'npm finds no package.json where it runs',
  count: 3,
  since: '2026-11-03T10:00:00.000Z',
  until: '2026-11-03T10:42:00.000Z',
};

describe('renderRecovery', () => {
  it('tells in one line how long it was red', () => {
    const { text, blocks, thread } = renderRecovery(recovery);
    expect(readBlocks(blocks)).toBe(
      ':large_green_circle: [payments-api #217](https://console.example/217) is green again after 3 builds, 42 min (was: npm finds no package.json where it runs)',
    );
    expect(text).toMatch(/^🟢 payments-api #217 is green again after 3 builds, 42 min/);
    expect(thread).toEqual([]);
  });

  it.each([
    [{ count: 1 }, 'green again after 1 build, 42 min'],
    [{ until: 'not a time' }, 'green again after 3 builds'],
    [{ until: '2026-11-03T13:05:00.000Z' }, 'green again after 3 builds, 3 h 5 min'],
  ])('words %j', (given, words) => {
    expect(renderRecoveryWords({ ...recovery, ...given })).toBe(words);
  });
});

describe('numbers in words', () => {
  it.each([
    [40_000, '40 s'],
    [3_599_000, '1 h'],
    [7_200_000, '2 h'],
    [3 * 86_400_000, '3 days'],
    [-5, '0 s'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(renderDuration(milliseconds)).toBe(words);
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [22, '22nd'],
  ])('%i is %s', (count, words) => {
    expect(renderOrdinal(count)).toBe(words);
  });
});

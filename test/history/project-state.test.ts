import { describe, expect, it } from 'vitest';
import {
  closeByGreen,
  type Failing,
  isLater,
  joinIncident,
  NOTHING_KNOWN,
} from '../../src/history/project-state.ts';
import { greenOf } from './failures.ts';

const failing = (number: number, fingerprint = 'f1'): Failing => ({
  ...greenOf(number),
  ...{ project: 'api', fingerprint, cause: 'npm-failed', title: 'An npm command failed' },
});

describe('isLater', () => {
  const at = (startedAt: string | undefined, number?: number) => ({
    ...{ build: `b${startedAt}${number}`, endedAt: '2026-11-03T10:00:00.000Z' },
    ...(startedAt && { startedAt }),
    ...(number !== undefined && { number }),
  });
  it.each([
    ['by the start', at('2026-11-03T10:00:01.000Z', 1), at('2026-11-03T10:00:00.000Z', 9), true],
    [
      'by the number in the same second',
      at('2026-11-03T10:00:00.000Z', 1),
      at('2026-11-03T10:00:00.000Z', 2),
      false,
    ],
    ['by the number where a start is unknown', at(undefined, 3), at('2026-11-03T10:00:00.000Z', 2), true],
    ['by the end where nothing else is known, and then rather yes', at(undefined), at('x'), true],
  ])('%s', (_title, a, b, answer) => {
    expect(isLater(a, b)).toBe(answer);
  });
  it('is never so of a build and itself', () => {
    expect(isLater(at('x'), at('x'))).toBe(false);
  });
});

describe('a project that never turns green', () => {
  it('keeps its record small: the newest incidents and their newest builds', () => {
    let state = NOTHING_KNOWN;
    for (let n = 1; n <= 100; n++) state = joinIncident(state, failing(n, `f${n}`)).state;
    for (let n = 101; n <= 400; n++) state = joinIncident(state, failing(n, 'f100')).state;
    expect(state.incidents).toHaveLength(40);
    expect(state.incidents.at(-1)).toMatchObject({ fingerprint: 'f100', count: 301 });
    expect(state.incidents.at(-1)?.builds).toHaveLength(50);
    expect(closeByGreen(state, greenOf(500)).result).toHaveLength(40);
  });
});

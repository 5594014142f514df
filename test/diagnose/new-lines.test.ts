import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/diagnose/diagnose.ts';
import { preferNewLines } from '../../src/diagnose/new-lines.ts';
import type { Line, Transcript } from '../../src/model.ts';

const LOG = ['reading 17 parts', '  channel ... amber', '2 marks, took 31 ms', ''];
const lines: Line[] = LOG.map((text, i) => ({ number: i + 1, text }));
const transcript: Transcript = {
  lineCount: LOG.length,
  phases: [],
  commands: [],
  lines: (from, to) => lines.slice(from - 1, to),
};
const part = { phase: 'BUILD', span: undefined, command: undefined, isAllGreen: false } as const;
const unknown: Diagnosis = {
  signature: undefined,
  facts: {},
  seen: [],
  confidence: 'low',
  reason: 'No signature matches.',
  part,
  evidence: lines,
  others: [],
  fingerprint: 'f1',
};

describe('the lines of an unknown failure', () => {
  it('are those that the green build did not print, whatever numbers stand in them', () => {
    const green = ['reading 16 parts', '  channel ... green', '0 marks, took 29 ms'];
    const { evidence, reason, fingerprint } = preferNewLines(unknown, transcript, green);
    expect(evidence).toEqual([{ number: 2, text: '  channel ... amber' }]);
    expect(reason).toContain('the last green build did not print');
    expect(fingerprint).toBe('f1');
  });

  it('stay as they were where the green build printed them all, or no log of it is known', () => {
    expect(preferNewLines(unknown, transcript, LOG)).toBe(unknown);
    expect(preferNewLines(unknown, transcript, undefined)).toBe(unknown);
    expect(preferNewLines(unknown, transcript, [])).toBe(unknown);
  });

  it('are twelve at most, those that look like errors among them', () => {
    const many: Line[] = Array.from({ length: 40 }, (_, i) => ({
      number: i + 1,
      text: `${'abcdefghij'[i % 10]}${'xyzw'[Math.floor(i / 10)]} note`,
    }));
    many[33] = { number: 34, text: 'ERROR: the channel is amber' };
    const long = {
      ...transcript,
      lineCount: 40,
      lines: (from: number, to: number) => many.slice(from - 1, to),
    };
    const { evidence } = preferNewLines(unknown, long, ['something else']);
    expect(evidence).toHaveLength(12);
    expect(evidence.map(({ number }) => number)).toContain(34);
  });
});

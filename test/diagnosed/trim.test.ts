import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit } from '../../src/diagnosed/trim.ts';
import { makeDetail } from './make-detail.ts';

const LIMIT = 262_144;
const weigh = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('the detail of an event', () => {
  it('is left as it is where EventBridge takes it', () => {
    const detail = makeDetail({ evidence: [{ line: 1, text: 'x'.repeat(100_000) }] });
    expect(fit(detail)).toBe(detail);
  });

  it('is cut where it is too large, and says what was cut', () => {
    const evidence = Array.from({ length: 3000 }, (_, line) => ({ line, text: 'x'.repeat(200) }));
    const fitted = fit(makeDetail({ evidence, explanation: 'short' }));
    expect(weigh(fitted)).toBeLessThan(LIMIT);
    expect(fitted.trimmed).toEqual(['evidence']);
    expect(fitted.evidence[0]).toEqual(evidence[0]);
    expect(fitted.explanation).toBe('short');
  });

  it('loses a command whole or not at all', () => {
    const fix = [
      { title: 'long', command: `echo ${'y'.repeat(300_000)}`, changes: true },
      { title: 'short', command: 'echo y', changes: false },
    ];
    const fitted = fit(makeDetail({ fix }));
    expect(fitted.trimmed).toEqual(['fix']);
    expect(fitted.fix.map(({ command }) => command)).toEqual([undefined, 'echo y']);
  });

  it('fits whatever a log holds', () => {
    // The widest that JSON writes a character: six bytes.
    const text = fc.nat(60_000).map((length) => '\u0001'.repeat(length));
    const many = fc.nat(300);
    fc.assert(
      fc.property(text, text, many, (explanation, command, length) => {
        const lines = Array.from({ length }, (_, line) => ({ line, text: explanation.slice(0, 5000) }));
        const facts = Object.fromEntries(lines.map(({ line }) => [`fact${line}`, command.slice(0, 500)]));
        const notes = lines.map((line) => line.text);
        const detail = makeDetail({ explanation, command, evidence: lines, facts, notes });
        const fitted = fit(detail);
        expect(weigh(fitted)).toBeLessThan(LIMIT);
        expect(fitted.id).toBe(detail.id);
        if (fitted !== detail) expect(fitted.trimmed).not.toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

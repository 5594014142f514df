import { describe, expect, it } from 'vitest';
import { findErrorChunk } from '../../src/diagnose/error-chunk.ts';
import { findFailingPart } from '../../src/diagnose/failing-part.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { startScan } from '../../src/match/scan.ts';

function show(lines: string[]): string[] {
  const scanner = startScan(compileCatalogue([]));
  scanner.push(Buffer.from(lines.join('\n')));
  const { transcript } = scanner.finish();
  return findErrorChunk(transcript, findFailingPart(transcript)).map(({ text }) => text);
}

const progress = Array.from({ length: 300 }, (_, i) => `[${i}/300] compiling module ${i}`);

describe('the error chunk', () => {
  it.each<[string, string[], string]>([
    [
      "a compiler's error",
      ['src/main.zig:10:5: error: expected type u8, found bool'],
      'src/main.zig:10:5: error: expected type u8, found bool',
    ],
    [
      'a stack trace',
      ['Unhandled WidgetException: spring broke', '    at Widget.turn (w:1)', '    at Widget.run (w:2)'],
      'Unhandled WidgetException: spring broke',
    ],
    [
      "a test runner's list",
      ['Failures:', '', '  1) the widget turns', '     expected true to be false'],
      '  1) the widget turns',
    ],
    [
      'what could not be had',
      ['widgetd: cannot open spool: permission denied'],
      'widgetd: cannot open spool: permission denied',
    ],
  ])('has %s, found in thousands of lines', (_what, lines, decisive) => {
    expect(show([...progress, ...lines, ...progress])).toContain(decisive);
  });

  it('is at most twelve lines, in their order', () => {
    const shown = show(
      Array.from({ length: 100 }, (_, i) => `error: number ${i} of many different kinds ${'x'.repeat(i)}`),
    );
    expect(shown.length).toBeLessThanOrEqual(12);
    expect(shown).toEqual([...shown].sort((a, b) => Number(a.match(/\d+/)) - Number(b.match(/\d+/))));
  });

  it('leaves out what only names errors', () => {
    const shown = show([
      ...progress,
      'Setting up libgpg-error0 (1.46)',
      'Tests run: 10, Failures: 0, Errors: 0',
      'warning: error handling is deprecated',
      'widget: fatal: spring broke',
      ...progress,
    ]);
    expect(shown).toContain('widget: fatal: spring broke');
    expect(shown.join('\n')).not.toMatch(/libgpg|Failures: 0|deprecated/);
  });

  it('is the end of the output where nothing stands out', () => {
    expect(show(['one', 'two', 'three', '', 'four'])).toEqual(['two', 'three', 'four']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import type { Hit } from '../../src/match/hits.ts';
import { startScan } from '../../src/match/scan.ts';
import { defineSignature, type Signature } from '../../src/signature.ts';

function toSignature(id: string, ...patterns: RegExp[]): Signature {
  return defineSignature({ id, family: 'test', title: id, patterns, explain: () => `${id}.`, fix: () => [] });
}

const catalogue = compileCatalogue([
  toSignature('denied', /(?<user>\w+) is not authorized to perform: (?<action>[\w:]+)/),
  toSignature('missing', /no such file or directory/i, /cannot find (?:module|package) (?<package>\S+)/),
  toSignature('wide', /straße gesperrt/),
]);

function scan(bytes: Uint8Array, cuts: readonly number[] = []): { hits: Hit[]; lineCount: number } {
  const scanner = startScan(catalogue);
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < edges.length; i++) scanner.push(bytes.subarray(edges[i - 1], edges[i]));
  const { hits, transcript } = scanner.finish();
  return { hits, lineCount: transcript.lineCount };
}

describe('the scan of a log', () => {
  it('finds the lines of all signatures with what they capture', () => {
    const { hits } = scan(
      Buffer.from(
        'fine\nbot is not authorized to perform: ssm:GetParameters on x\nls: NO SUCH FILE or directory\n',
      ),
    );
    expect(hits.map(({ line, groups }) => ({ line, groups }))).toEqual([
      { line: 2, groups: { user: 'bot', action: 'ssm:GetParameters' } },
      { line: 3, groups: {} },
    ]);
  });

  it.each([
    ['colours inside', 'cannot \u001b[31mfind\u001b[0m mod\u001b[1;32mule left-pad'],
    ['a progress bar before', '10%\r50%\rcannot find module left-pad'],
    ['a carriage return after', 'cannot find module left-pad\r'],
    ["the agent's prefix", '[Container] 2024/04/21 21:06:52.675129 cannot find module left-pad'],
    ["the local agent's prefix", 'agent-1  | cannot find module left-pad'],
    ["BuildKit's step and time", '#12 3.456 cannot find module left-pad'],
    ['NUL bytes', 'cannot find module left-pad\u0000'],
  ])('reads a line with %s', (_what, line) => {
    const { hits } = scan(Buffer.from(`one\n${line}\n`));
    expect(hits.map((hit) => [hit.line, hit.groups.package])).toEqual([[2, 'left-pad']]);
  });

  it('does not take the text of a command for what it printed', () => {
    const log = '[Container] 2024/04/21 21:06:52 Running command ls || echo no such file or directory\n';
    expect(scan(Buffer.from(log)).hits).toEqual([]);
  });

  it('never takes an option for the name of something', () => {
    const { hits } = scan(Buffer.from('cannot find module --registry=https://example.com\n'));
    expect(hits.map((hit) => hit.groups)).toEqual([{}]);
  });

  it('compares letters outside ASCII as they stand', () => {
    expect(scan(Buffer.from('die Straße gesperrt\n')).hits).toHaveLength(0);
    expect(scan(Buffer.from('die straße gesperrt\n')).hits).toHaveLength(1);
  });

  it('keeps the first and the last of many hits', () => {
    const { hits, lineCount } = scan(Buffer.from('no such file or directory\n'.repeat(1000)));
    expect(lineCount).toBe(1000);
    expect([hits.length, hits[0]?.line, hits.at(-1)?.line]).toEqual([100, 1, 1000]);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'no such file or directory',
      'cannot find module a',
      '\u001b[31m',
      '\u001b[',
      '\r',
      '\n',
      '\r\n',
      'straße gesperrt',
      '[Container] ',
      '\u0000',
    ),
    fc.string({ maxLength: 12 }),
  );
  const log = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')));

  it('finds the same wherever the log is cut into chunks', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(), { maxLength: 6 }), (bytes, cuts) => {
        expect(scan(bytes, cuts)).toEqual(scan(bytes));
      }),
    );
  });

  it('counts lines as any editor does', () => {
    fc.assert(
      fc.property(log, (bytes) => {
        const lines = bytes.toString('latin1').split('\n');
        expect(scan(bytes).lineCount).toBe(lines.at(-1) === '' ? lines.length - 1 : lines.length);
      }),
    );
  });
});

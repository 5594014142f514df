import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFileChunks } from '../../src/log/read-file.ts';
import { unpack } from '../../src/log/unpack.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size = 1000): Promise<{ text: string; notes: string[] }> {
  const notes: string[] = [];
  const parts: Buffer[] = [];
  for await (const chunk of unpack(inChunks(bytes, size), notes)) parts.push(Buffer.from(chunk));
  return { text: Buffer.concat(parts).toString('utf8'), notes };
}

const LOG = Array.from({ length: 2000 }, (_, i) => `line ${i}: ${'größer '.repeat(i % 7)}${i * 7919}`).join(
  '\n',
);

describe('a log', () => {
  it.each([
    ['as it is', (text: string) => Buffer.from(text)],
    ['as gzip', (text: string) => gzipSync(text)],
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in UTF-16, the great end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['as gzip of UTF-16', (text: string) => gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ])('is read %s, wherever it is cut into chunks', async (_how, write) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (size) => {
        const whole = LOG.slice(0, 3000);
        expect(await read(write(whole), size)).toEqual({ text: whole, notes: [] });
      }),
      { numRuns: 12 },
    );
  });

  it('of a few bytes, or of none, is read', async () => {
    for (const text of ['', '\u001f', 'a', '\n'])
      expect(await read(Buffer.from(text))).toEqual({ text, notes: [] });
  });

  it('that is packed and larger than the buffer of files is read from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-'));
    const random = Array.from(
      { length: 60_000 },
      (_, i) => `${Math.imul(i, 2654435761).toString(36)}${i}`,
    ).join('\n');
    await writeFile(join(folder, 'a.gz'), gzipSync(random, { level: 1 }));
    const parts: Buffer[] = [];
    for await (const chunk of unpack(readFileChunks(join(folder, 'a.gz')))) parts.push(Buffer.from(chunk));
    await rm(folder, { recursive: true });
    expect(Buffer.concat(parts).toString()).toBe(random);
  });

  it('that was half written is read as far as it goes', async () => {
    const packed = gzipSync(LOG);
    const { text } = await read(packed.subarray(0, packed.length - 200));
    expect(text.length).toBeGreaterThan(1000);
    expect(LOG.startsWith(text)).toBe(true);
  });

  it('that is damaged is read up to there, and says so', async () => {
    const packed = gzipSync(LOG.repeat(20), { level: 0 });
    packed.fill(0xff, 500_000, 500_100);
    packed.fill(0x00, packed.length - 8);
    const { text, notes } = await read(packed);
    expect(text.length).toBeGreaterThan(1000);
    expect(notes).toEqual([expect.stringMatching(/damaged/)]);
  });

  it('that only looks like gzip is refused in words', async () => {
    const bytes = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('no gzip at all, whatever it says')]);
    await expect(read(bytes)).rejects.toThrow(/begins like gzip and is none/);
  });

  it('that is a bomb is cut long before it fills anything', async () => {
    const packed = gzipSync(Buffer.alloc(200_000_000));
    const notes: string[] = [];
    let size = 0;
    for await (const chunk of unpack(inChunks(packed, 1000), notes)) size += chunk.length;
    expect(size).toBeLessThan(70_000_000);
    expect(notes).toEqual([expect.stringMatching(/far more than a build prints: only its first 6\d MB/)]);
  });

  it('whose stream breaks fails as the stream did', async () => {
    await expect(async () => {
      for await (const _ of unpack(createReadStream('/nowhere/at/all'))) expect.fail();
    }).rejects.toThrow(/ENOENT/);
  });
});

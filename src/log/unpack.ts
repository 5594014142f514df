import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip } from 'node:zlib';
import { FaultlineError } from '../errors.ts';

/** What a build prints shrinks to a tenth; the most that gzip can do is a thousandth. */
const BOMB = { bytes: 64_000_000, ratio: 400 };
/** No log is as long, and no function has the time to read one that is. */
const MAX_BYTES = 4_000_000_000;

type Chunks = AsyncIterable<Uint8Array>;

/**
 * A log as text in UTF-8, whatever it was kept as: unpacked where it is gzip, recoded where it is UTF-16 (Windows).
 * A half-written one is read as far as it goes, and one that unpacks to far too much is cut: `notes` then say so, once
 * the chunks are read. Throws FaultlineError `damaged-gzip` where not even its beginning can be unpacked.
 */
export async function* unpack(stream: Chunks, notes: string[] = []): Chunks {
  const { first, chunks } = await lookAhead(stream);
  // RFC 1952.
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  yield* recode(isGzip ? gunzip(chunks, notes) : chunks);
}

/** The first two bytes, by which all is told, and the whole stream. */
async function lookAhead(stream: Chunks): Promise<{ first: Buffer; chunks: Chunks }> {
  const iterator = stream[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await iterator.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  const chunks = (async function* () {
    if (first.length > 0) yield first;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  return { first, chunks };
}

async function* gunzip(packed: Chunks, notes: string[]): Chunks {
  const unpacking = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  const end = pipeline(Readable.from(copied(packed)), unpacking).catch(() => undefined);
  let size = 0;
  try {
    for await (const chunk of unpacking as AsyncIterable<Buffer>) {
      size += chunk.length;
      yield chunk;
      const isBomb = size > BOMB.bytes && size > BOMB.ratio * unpacking.bytesWritten;
      if (!isBomb && size <= MAX_BYTES) continue;
      notes.push(
        `The log unpacks to far more than a build prints: only its first ${Math.round(size / 1e6)} MB were read.`,
      );
      return;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    if (size === 0)
      throw new FaultlineError('damaged-gzip', `The log begins like gzip and is none: ${error.message}.`, {
        cause: error,
      });
    notes.push('The gzip of the log is damaged: it was read up to there.');
  } finally {
    unpacking.destroy();
    await end;
  }
}

/** The reader of files uses its buffer again, while zlib is still at it. */
async function* copied(chunks: Chunks): AsyncIterable<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

function isDamage(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

/** UTF-16 says so by its first two bytes (a byte order mark, RFC 2781). */
async function* recode(stream: Chunks): Chunks {
  const { first, chunks } = await lookAhead(stream);
  const isLittle = first[0] === 0xff && first[1] === 0xfe;
  if (!isLittle && !(first[0] === 0xfe && first[1] === 0xff)) return yield* chunks;
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be');
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

import { open } from 'node:fs/promises';

const BUFFER_BYTES = 256 * 1024;

/**
 * The bytes of a file, in chunks that are only good until the next one is asked for: they share one buffer, so
 * that a log of a gigabyte leaves no garbage. Throws what the system says (ENOENT, EACCES, EISDIR).
 */
export async function* readFileChunks(path: string): AsyncIterable<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, BUFFER_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

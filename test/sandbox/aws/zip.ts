import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive: its text, or also its mode. */
export type ZipFile = string | { text: string; executable: boolean };

/** Made by Unix: the mode counts. */
const MADE_BY_UNIX = 0x0314;

/**
 * A zip as CodePipeline stores a source: deflated, with Unix modes, the directory at its end. `padding` puts so many
 * bytes before it that a reader cannot have it all by accident. APPNOTE.TXT 4.3
 */
export function makeZip(files: Readonly<Record<string, ZipFile>>, padding = 0): Buffer {
  const locals: Buffer[] = [Buffer.alloc(padding)];
  const directory: Buffer[] = [];
  let offset = padding;
  for (const [name, file] of Object.entries(files)) {
    const text = typeof file === 'string' ? file : file.text;
    const isExecutable = typeof file !== 'string' && file.executable;
    const shared = renderShared(name, Buffer.from(text));
    const local = Buffer.concat([numbers([0x04034b50, 4]), shared.header, shared.name, shared.data]);
    const mode = (isExecutable ? 0o100755 : 0o100644) * 0x10000;
    const ends = numbers([0, 2], [0, 2], [0, 2], [mode, 4], [offset, 4]);
    directory.push(
      Buffer.concat([numbers([0x02014b50, 4], [MADE_BY_UNIX, 2]), shared.header, ends, shared.name]),
    );
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const count = directory.length;
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [entries.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...locals, entries, end]);
}

/** What both the entry and the directory say of a file. */
function renderShared(path: string, text: Buffer) {
  const name = Buffer.from(path);
  const data = deflateRawSync(text);
  const sizes = [crc32(text), data.length, text.length].map((size): [number, number] => [size, 4]);
  const header = numbers(
    [20, 2],
    [0x0800, 2],
    [8, 2],
    [0, 2],
    [0x5a21, 2],
    ...sizes,
    [name.length, 2],
    [0, 2],
  );
  return { name, data, header };
}

/** Little-endian numbers of 2 or 4 bytes. */
function numbers(...values: [number, number][]): Buffer {
  return Buffer.concat(
    values.map(([value, size]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}

/** Frames of a WebSocket, as far as a server needs them: texts below 64 KB, pings and the end. RFC 6455, section 5.2. */
export const OPCODES = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  opcode: number;
  text: string;
}

/** @returns a frame as a server sends it: whole, and not masked. @throws RangeError for a longer text */
export function writeFrame(opcode: number, text = ''): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 0xffff)
    throw new RangeError(`A frame takes 65,535 bytes here, not ${payload.length}.`);
  const head = payload.length < 126 ? Buffer.alloc(2) : Buffer.alloc(4);
  head[0] = 0x80 | opcode;
  head[1] = Math.min(payload.length, 126);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** @returns the first frame of what a client sent and how many bytes it took; nothing while it has not come whole */
export function readFrame(bytes: Buffer): { frame: Frame; size: number } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const isLong = short === 126;
  const start = (isLong ? 4 : 2) + 4;
  if (bytes.length < start) return undefined;
  const length = isLong ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(
    bytes.subarray(start, start + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  );
  return { frame: { opcode: first & 0x0f, text: payload.toString() }, size: start + length };
}

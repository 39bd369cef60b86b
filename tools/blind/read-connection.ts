import { inflated } from './decompressed.ts';

const HEAD_END = '\r\n\r\n';
/** Lengths from here on stand in bytes of their own. */
const LONG = 126;
/** The first reserved bit: the payload is compressed (RFC 7692). */
const COMPRESSED = 0x40;
const OPCODE = 0x0f;
/** What a sender leaves out at the end of each compressed message. */
const MESSAGE_END = Buffer.from([0x00, 0x00, 0xff, 0xff]);

interface Frame {
  /** Of the first frame of its message. */
  readonly isCompressed: boolean;
  readonly isLast: boolean;
  readonly payload: Buffer;
}

/** What a server reads on a connection: of a WebSocket the head and the payloads, without their masks and compression. */
export function readConnection(sent: Buffer): readonly Buffer[] {
  const end = sent.indexOf(HEAD_END);
  const head = sent.subarray(0, end === -1 ? sent.length : end);
  if (!/^upgrade: websocket/im.test(head.toString('latin1'))) return [sent];
  const frames = [...framesIn(sent.subarray(end + HEAD_END.length))];
  const payloads = frames.map(({ payload }) => payload);
  return [head, Buffer.concat(payloads), ...payloads, ...decompressed(frames)];
}

/** All compressed messages of a connection are one stream, unless a sender starts anew with each. */
function decompressed(frames: readonly Frame[]): readonly Buffer[] {
  const messages: Buffer[] = [];
  let message: Buffer[] = [];
  for (const { isCompressed, isLast, payload } of frames) {
    if (!isCompressed) continue;
    message.push(payload);
    if (!isLast) continue;
    messages.push(Buffer.concat([...message, MESSAGE_END]));
    message = [];
  }
  return [Buffer.concat(messages), ...messages].flatMap((deflated) =>
    deflated.length === 0 ? [] : inflated(deflated),
  );
}

function* framesIn(sent: Buffer): Iterable<Frame> {
  let isCompressed = false;
  for (let rest = sent; rest.length >= 6;) {
    const [one = 0, two = 0] = rest;
    const length = two & 0x7f;
    const header = length < LONG ? 2 : length === LONG ? 4 : 10;
    const size = length < LONG ? length : length === LONG ? rest.readUInt16BE(2) : rest.readUInt32BE(6);
    const mask = rest.subarray(header, header + 4);
    const masked = rest.subarray(header + 4, header + 4 + size);
    const isControl = (one & 0x08) !== 0;
    if (!isControl && (one & OPCODE) !== 0) isCompressed = (one & COMPRESSED) !== 0;
    const payload = Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
    yield { isCompressed: isCompressed && !isControl, isLast: (one & 0x80) !== 0, payload };
    rest = rest.subarray(header + 4 + size);
  }
}

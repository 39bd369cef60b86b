import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export const OP = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame as it is written, right or wrong. */
export interface RawFrame {
  readonly opcode: number;
  readonly payload?: Buffer | string;
  readonly isFinal?: boolean;
  /** The three reserved bits. */
  readonly reserved?: number;
  readonly isMasked?: boolean;
}

/** A frame of the server, as a word: `text hello`, `pong x`, `close 1002`. */
type Heard = string;

const NAMES: Readonly<Record<number, string>> = {
  0: 'more',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};
const MASK = Buffer.from([0x12, 0x34, 0x56, 0x78]);

/** The client's side of RFC 6455 made by hand, so that it may also be wrong. It shares no code with the server's. */
export class RawPeer {
  readonly heard: Heard[] = [];
  readonly ended: Promise<unknown>;
  readonly #socket: Socket;
  #unread = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.ended = once(socket, 'close');
    socket.on('data', (data) => this.#take(data));
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
  }

  static async open(port: number): Promise<RawPeer> {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write(
      'GET /ws HTTP/1.1\r\nHost: chat.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    // The example of RFC 6455, section 1.3.
    if (!String(answer).includes('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo='))
      throw new Error(String(answer));
    return new RawPeer(socket);
  }

  /** @param chop bytes of one write; all at once without it */
  send(frames: readonly RawFrame[], chop?: number): void {
    const bytes = Buffer.concat(frames.map(encoded));
    const size = chop ?? Math.max(1, bytes.length);
    for (let at = 0; at < bytes.length; at += size) this.#socket.write(bytes.subarray(at, at + size));
  }

  #take(data: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, data]);
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) this.heard.push(frame);
  }

  #next(): Heard | undefined {
    const [first, second] = this.#unread;
    if (first === undefined || second === undefined) return undefined;
    const [length, at] = this.#length(second);
    if (length === undefined || this.#unread.length < at + length) return undefined;
    const payload = this.#unread.subarray(at, at + length);
    this.#unread = this.#unread.subarray(at + length);
    const name = `${NAMES[first & 15]}${first & 0x80 ? '' : ' unfinished'}${first & 0x70 ? ' reserved' : ''}`;
    if ((first & 15) === OP.close) return `close ${payload.length < 2 ? '' : payload.readUInt16BE()}`.trim();
    return `${name} ${payload.toString((first & 15) === OP.text ? 'utf8' : 'latin1')}`;
  }

  #length(second: number): readonly [length: number | undefined, at: number] {
    if (second < 126) return [second, 2];
    if (second === 126) return [this.#unread.length < 4 ? undefined : this.#unread.readUInt16BE(2), 4];
    return [this.#unread.length < 10 ? undefined : Number(this.#unread.readBigUInt64BE(2)), 10];
  }
}

function encoded({ opcode, payload = '', isFinal = true, reserved = 0, isMasked = true }: RawFrame): Buffer {
  const body = Buffer.from(payload);
  const mask = isMasked ? 0x80 : 0;
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  const length = Buffer.alloc(body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10);
  length[0] = first;
  length[1] = mask | (length.length === 2 ? body.length : length.length === 4 ? 126 : 127);
  if (length.length === 4) length.writeUInt16BE(body.length, 2);
  if (length.length === 10) length.writeBigUInt64BE(BigInt(body.length), 2);
  if (!isMasked) return Buffer.concat([length, body]);
  return Buffer.concat([length, MASK, body.map((byte, i) => byte ^ (MASK[i % 4] ?? 0))]);
}

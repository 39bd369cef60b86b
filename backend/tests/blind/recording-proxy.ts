import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that keeps every byte that goes up on it. */
export class RecordingProxy {
  readonly url: string;
  readonly #connections: Buffer[][];

  private constructor(port: number, connections: Buffer[][]) {
    this.url = `http://127.0.0.1:${port}`;
    this.#connections = connections;
  }

  /** @param url of the server, on this machine */
  static async before(url: string): Promise<RecordingProxy> {
    const connections: Buffer[][] = [];
    const sockets = new Set<Socket>();
    const proxy = createServer((client) => {
      const sent: Buffer[] = [];
      connections.push(sent);
      const server = connect(Number(new URL(url).port), '127.0.0.1');
      client.on('data', (data) => sent.push(data));
      client.pipe(server).pipe(client);
      for (const socket of [client, server]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => [client, server].forEach((each) => each.destroy()));
      }
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    });
    return new RecordingProxy((proxy.address() as AddressInfo).port, connections);
  }

  /** What the server read on each connection: frames of WebSockets without their masks. */
  received(): readonly Buffer[] {
    return this.#connections.map((sent) => unmasked(Buffer.concat(sent)));
  }
}

const HEAD_END = '\r\n\r\n';
/** Lengths from here on stand in bytes of their own. */
const LONG = 126;

function unmasked(sent: Buffer): Buffer {
  const end = sent.indexOf(HEAD_END);
  const head = sent.subarray(0, end === -1 ? sent.length : end).toString('latin1');
  if (!/^upgrade: websocket/im.test(head)) return sent;
  const frames = sent.subarray(end + HEAD_END.length);
  return Buffer.concat([Buffer.from(head), ...payloadsIn(frames)]);
}

function* payloadsIn(frames: Buffer): Iterable<Buffer> {
  for (let rest = frames; rest.length > 6;) {
    const length = (rest[1] ?? 0) & 0x7f;
    const header = length < LONG ? 2 : length === LONG ? 4 : 10;
    const size = length < LONG ? length : length === LONG ? rest.readUInt16BE(2) : rest.readUInt32BE(6);
    const mask = rest.subarray(header, header + 4);
    const masked = rest.subarray(header + 4, header + 4 + size);
    yield Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
    rest = rest.subarray(header + 4 + size);
  }
}

import { once } from 'node:events';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { NAMESPACE, SOCKET_PATH } from '@parley/protocol';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { connectPacket } from '../../testing/connect-packet.ts';

const FINAL = 0x80;
const MASKED = 0x80;
const TEXT = 1;
export const BINARY = 2;
export const PING = 9;

/** Up to 125 bytes. */
export interface Flood {
  readonly opcode?: number;
  readonly payload: string;
}

/** A socket below Socket.IO's client, which reads only when it is told to, and sends whatever it is told to. */
export class PausedSocket {
  readonly closed: Promise<unknown>;
  readonly #socket: WebSocket;
  readonly #tcp: Socket;
  #asked = 0;
  #pongs = 0;

  private constructor(socket: WebSocket, tcp: Socket) {
    this.#socket = socket;
    this.#tcp = tcp;
    this.closed = once(socket, 'close');
    socket.on('pong', () => this.#pongs++);
    onTestFinished(() => socket.terminate());
  }

  /**
   * Opens one that has not said who it is, and still reads.
   * @param from the address that a proxy in front would report
   * @throws Error where the upgrade is refused
   */
  static async open(url: string, from = '198.51.100.1'): Promise<PausedSocket> {
    let tcp: Socket | undefined;
    const socket = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`, {
      headers: { 'x-forwarded-for': from },
      createConnection: (options: object) => (tcp = connect(options as TcpNetConnectOpts)),
    });
    await once(socket, 'message');
    // One that is cut while it sends says so.
    socket.on('error', () => undefined);
    if (tcp === undefined) throw new Error('nothing was connected');
    return new PausedSocket(socket, tcp);
  }

  /** Opens one of a user. */
  static async of(url: string, token: string, from?: string): Promise<PausedSocket> {
    const opened = await PausedSocket.open(url, from);
    opened.send(connectPacket(token));
    await once(opened.#socket, 'message');
    return opened;
  }

  get pongs(): number {
    return this.#pongs;
  }

  pause(): void {
    this.#socket.pause();
  }

  /** Reads on. @returns whether the server still answers, in place of having cut it */
  async isAlive(): Promise<boolean> {
    const answered = new Promise<boolean>((resolve) =>
      this.#socket.on('message', (frame: Buffer) => frame.includes('pong') && resolve(true)),
    );
    this.#socket.resume();
    this.ask('command', { name: 'ping' });
    return Promise.race([answered, this.closed.then(() => false)]);
  }

  /** Sends an event that wants an answer. */
  ask(name: string, request: object): void {
    this.send(`42${NAMESPACE},${this.#asked++}${JSON.stringify([name, request])}`);
  }

  /** Sends the same again and again, as fast as the line takes it. */
  flood({ opcode = TEXT, payload }: Flood, times: number): void {
    const body = Buffer.from(payload);
    // Masked, as a client has to, with zeros.
    const frame = Buffer.concat([Buffer.from([FINAL | opcode, MASKED | body.length, 0, 0, 0, 0]), body]);
    this.#tcp.write(Buffer.alloc(frame.length * times, frame));
  }

  send(frame: string): void {
    this.#socket.send(frame);
  }

  ping(): void {
    this.#socket.ping();
  }
}

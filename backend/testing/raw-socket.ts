import { SOCKET_PATH } from '@parley/protocol';
import { onTestFinished } from 'vitest';

/** A WebSocket that speaks as the test lets it speak, frame by frame. */
export class RawSocket {
  readonly frames: string[] = [];
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.addEventListener('close', () => resolve()));
    socket.addEventListener('message', ({ data }) => this.frames.push(String(data)));
    onTestFinished(() => socket.close());
  }

  /**
   * Opens one, and says nothing yet.
   * @param query what the address says more
   * @throws Error where the upgrade is refused
   */
  static async open(wsUrl: string, query = ''): Promise<RawSocket> {
    const url = `${wsUrl.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket${query}`;
    const socket = new WebSocket(url);
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('the upgrade was refused')));
    });
    return raw;
  }

  send(frame: string): void {
    this.#socket.send(frame);
  }

  close(): void {
    this.#socket.close();
  }
}

import type { IncomingMessage } from 'node:http';

/** What may wait for one who does not take it, in bytes: all pages that a client asks for at once, and some more. */
const MOST = 8 * 1024 * 1024;

/** What is needed of an Engine.IO socket. */
export interface Connection {
  readonly request: IncomingMessage;
  on(event: 'packetCreate', heard: (packet: { readonly data?: string | Buffer }) => void): unknown;
  on(event: 'flush' | 'close', heard: () => void): unknown;
}

/** Cuts a connection whose other end does not take what it gets: waiting for it would fill the memory. */
export function boundUnsent(connection: Connection): void {
  const { socket } = connection.request;
  // Packets wait in Engine.IO until the frames before them have left; then they go to the socket, all at once.
  let waiting = 0;
  connection.on('flush', () => {
    waiting = 0;
  });
  connection.on('packetCreate', ({ data }) => {
    waiting += data?.length ?? 0;
    if (waiting + socket.writableLength > MOST) socket.destroy();
  });
}

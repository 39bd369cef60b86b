import { createServer, type RequestListener } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** The type of the record that begins each TLS connection (RFC 8446, section 5.1: handshake). */
const HANDSHAKE = 22;

/**
 * Answers plain HTTP on the port of a TLS server: somebody typed the address without its `https://`. The first byte tells
 * which of the two it is. To be called before anything else listens to the connections of the server.
 */
export function answerPlainHttp(server: Server, listener: RequestListener): void {
  const plain = createServer(listener);
  const secure = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    // A connection that fails before its first byte is nobody's loss.
    socket.on('error', ignore);
    socket.once('readable', () => {
      const first: unknown = socket.read(1);
      socket.off('error', ignore);
      if (!(first instanceof Buffer)) return void socket.destroy();
      socket.unshift(first);
      if (first[0] === HANDSHAKE) for (const begin of secure) begin.call(server, socket);
      else plain.emit('connection', socket);
    });
  });
}

function ignore(): void {
  // The socket closes by itself.
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

const WINDOW = 10_000;
/** Bytes that must arrive per window: 4 KiB a second. */
const LEAST = 40 * 1024;

/**
 * Cuts connections whose bodies are too slow, or continue after they were answered. A JSON body has at most 64 KiB: it
 * arrives within 20 s or is given up.
 * Call it after all other request listeners are added: Socket.IO removes earlier ones for requests to its path.
 */
export function cutSlowBodies(server: Server | HttpsServer): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (hasBody(request)) pace(request, response);
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function pace(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    const isSlow = socket.bytesRead - before < LEAST;
    before = socket.bytesRead;
    if (request.complete) clearInterval(timer);
    else if (isSlow || response.writableEnded) socket.destroy();
  }, WINDOW);
  request.once('close', () => clearInterval(timer));
}

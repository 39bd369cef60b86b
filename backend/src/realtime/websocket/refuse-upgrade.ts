import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, type WireError } from '@parley/protocol';

/** Answers a request for a WebSocket as any refused request is answered, and ends its connection. */
export function refuseUpgrade(socket: Duplex, error: WireError): void {
  const { status } = ERRORS[error.code];
  const body = JSON.stringify(error);
  const { retryAfterMs } = error;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1_000)}`]),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StandIn {
  readonly headers?: Readonly<Record<string, string>>;
  /** From where the server behind it believes that a request comes. */
  readonly seenFrom?: (request: IncomingMessage) => string;
  readonly health?: string;
  readonly passesUpgrades?: boolean;
}

const PAGE_HEADERS = { 'content-security-policy': "default-src 'self'", 'x-content-type-options': 'nosniff' };
const HEALTH = JSON.stringify({ status: 'ok', name: 'parley' });

/** Answers as a server does behind a proxy that does its part, or does not. @returns its port */
export async function standIn(options: StandIn = {}): Promise<number> {
  const server = createServer((request, response) => answer(request, response, options));
  if (options.passesUpgrades !== false)
    server.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function answer(request: IncomingMessage, response: ServerResponse, options: StandIn): void {
  const { headers = PAGE_HEADERS, seenFrom = () => '127.0.0.1', health = HEALTH } = options;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-seen-from', seenFrom(request));
  response.end(request.url === '/web/health' ? health : '<!doctype html>');
}

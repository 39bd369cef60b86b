import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createServer } from '../../src/listener/create-server.ts';
import { batchWrites } from '../../src/realtime/sockets/batch-writes.ts';
import { answerPing } from '../../src/realtime/sockets/gated-web-socket.ts';
import { gatewayServer } from '../../src/realtime/websocket/gateway-server.ts';

/** Bytes of a frame: as many as the largest case has. */
const FRAME = 64 * 1024;

/** The very server of `/ws`, with an echo in place of the envelopes. @returns its port */
export async function echoGateway(): Promise<number> {
  const wss = gatewayServer(FRAME);
  const server = createServer((_request, response) => response.end());
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    wss.handleUpgrade(request, socket, head, (webSocket) => {
      batchWrites(request.socket);
      webSocket.on('error', () => undefined);
      webSocket.on('ping', answerPing);
      webSocket.on('message', (data: Buffer, isBinary: boolean) =>
        webSocket.send(data, { binary: isBinary }),
      );
    });
  });
  onTestFinished(() => {
    for (const client of wss.clients) client.terminate();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A proxy that browsers are set to use, as in a company: it forwards HTTP, and cuts each tunnel that becomes a WebSocket.
 * Other tunnels pass: Playwright's own requests use them.
 */
export class ProxyWithoutWebSockets {
  readonly url: string;
  /** How many WebSockets it has cut. */
  refused = 0;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('request', pass);
    server.on('connect', (request, client, head) => this.tunnel(request, client, head));
  }

  static async start(): Promise<ProxyWithoutWebSockets> {
    const server = createServer().listen(0, 'localhost');
    await once(server, 'listening');
    return new ProxyWithoutWebSockets(server);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private tunnel({ url }: IncomingMessage, client: Duplex, head: Buffer): void {
    const { hostname, port } = new URL(`http://${url}`);
    const server = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.write(head);
      server.pipe(client);
    });
    client.on('data', (data: Buffer) => {
      if (/^upgrade: websocket/im.test(data.toString())) {
        this.refused++;
        client.destroy();
      } else server.write(data);
    });
    for (const [one, other] of [[client, server] as const, [server, client] as const])
      one.on('error', () => one.destroy()).on('close', () => other.destroy());
  }
}

function pass(request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = '' } = request;
  const onward = forward(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  // The server is away: the browser gets no answer, either.
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

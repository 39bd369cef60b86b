import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readConnection } from './read-connection.ts';

/** A way to a server that keeps every byte that goes up on it. */
export class RecordingProxy {
  readonly #server: Server;
  readonly #to: { readonly port: number; readonly host: string };
  readonly #connections: Buffer[][] = [];
  readonly #sockets = new Set<Socket>();

  /** @param port of the server; @param host its machine, if it is not this one */
  constructor(port: number, host = '127.0.0.1') {
    this.#to = { port, host };
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#pass(client));
  }

  /** @param port any, if it is 0 @returns the port */
  async listen(port = 0): Promise<number> {
    await once(this.#server.listen(port), 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Refuses connections, like a server that is away. Those that are open end with the server's. */
  refuse(): void {
    this.#server.close();
  }

  /** Ends everything. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What the server read on each connection. */
  received(): readonly Buffer[] {
    return this.#connections.flatMap((sent) => readConnection(Buffer.concat(sent)));
  }

  #pass(client: Socket): void {
    const sent: Buffer[] = [];
    this.#connections.push(sent);
    client.on('data', (data) => sent.push(data));
    const server = connect({ ...this.#to, allowHalfOpen: true, noDelay: true });
    client.pipe(server).pipe(client);
    for (const [one, other] of [[client, server] as const, [server, client] as const]) {
      this.#sockets.add(one);
      one.on('error', () => other.resetAndDestroy());
      // What came before the end is still on its way.
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroySoon();
      });
    }
  }
}

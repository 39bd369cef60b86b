import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a server and its clients, and can be as bad as a network. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection; new ones are let through. */
  cut(): void;
  /** Swallows what the server answers from the first request on that the test is true of, until the next cut. */
  loseAnswersTo(test: (data: Buffer) => boolean): void;
  /** From now on breaks each connection at the first data of its client that the test is true of; that is swallowed. */
  cutAt(test: (data: Buffer) => boolean): void;
  /** Breaks every connection, and new ones at once, until `accept`. */
  refuse(): void;
  accept(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(target: URL): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let losing = false;
  let refusing = false;
  let cutsAt = (_data: Buffer) => false;
  let losesAnswersTo = (_data: Buffer) => false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    keep(client);
    keep(upstream);
    client.on('data', (data) => {
      losing ||= losesAnswersTo(data);
      if (cutsAt(data)) client.destroy();
      else upstream.write(data);
    });
    upstream.on('data', (answer) => {
      if (!losing) client.write(answer);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    losing = false;
    losesAnswersTo = () => false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: portOf(server.address()),
    cut,
    refuse: () => {
      refusing = true;
      cut();
    },
    accept: () => {
      refusing = false;
    },
    cutAt: (test) => {
      cutsAt = test;
    },
    loseAnswersTo: (test) => {
      losesAnswersTo = test;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

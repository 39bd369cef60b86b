import type { Connection, ConnectionListener, Transport } from '@parley/client';

/**
 * Socket.IO, loaded after the page: conversations are read from the local copy and messages written into the outbox
 * without it.
 */
export function lazySocket(url: string): Transport {
  const loaded = () =>
    import('@parley/client/socket-io').then(({ createSocketIoTransport }) =>
      createSocketIoTransport({ url }),
    );
  return {
    connect: (token, listener) => {
      const connection = loaded().then((transport) => transport.connect(token, listener));
      return new ConnectionToCome(connection, listener);
    },
  };
}

/** Stands for a connection whose code is on its way. Nothing is emitted before it has opened. */
class ConnectionToCome implements Connection {
  private readonly connection: Promise<Connection>;

  constructor(connection: Promise<Connection>, listener: ConnectionListener) {
    this.connection = connection;
    connection.catch(() => listener.closed('The code of the connection could not be loaded'));
  }

  emit(...event: Parameters<Connection['emit']>): void {
    void this.connection.then((connection) => connection.emit(...event));
  }

  async request(...event: Parameters<Connection['request']>): Promise<unknown> {
    return (await this.connection).request(...event);
  }

  close(): void {
    void this.connection.then((connection) => connection.close());
  }
}

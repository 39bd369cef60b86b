import { SOCKET_PATH, TIMING } from '@parley/protocol';
import { lateCode } from '../../platform/late-code.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionListener, Transport } from '../../ports/transport.ts';
import { ChosenConnection } from './chosen-connection.ts';
import { WebSocketConnection } from './web-socket-connection.ts';

export interface BrowserTransportOptions {
  /** Where the server listens, such as `https://chat.example.org`. */
  readonly url: string;
  readonly clock: Clock;
  /** Gives Socket.IO's own client, to poll with. */
  readonly polling?: () => Promise<Transport>;
  readonly open?: (address: string) => WebSocket;
}

/**
 * Socket.IO over a WebSocket of the browser. Where none comes about, as behind a proxy that refuses them, Socket.IO's own client is
 * loaded, which polls: it is many times as heavy as what nearly all need. Each connection tries both ways.
 */
export function createBrowserTransport({
  url,
  clock,
  polling = lateCode(async () => (await import('./socket-io-transport.ts')).createPollingTransport({ url })),
  open = (address) => new WebSocket(address),
}: BrowserTransportOptions): Transport {
  const address = `${url.replace(/^http/, 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
  // An attempt that is given up in silence may have met a proxy that swallows what it tried first.
  let pollsFirst = false;
  // Who had to load it first tries a WebSocket once more: a server that was away may be back since, and who polls then would go on with it.
  let poller: Transport | undefined;
  return {
    connect: (token, listener) => {
      let isSettled = false;
      const told = settling(listener, () => {
        isSettled = true;
        pollsFirst = false;
      });
      const begun = clock.now();
      const connection = new ChosenConnection(() => {
        // Whoever gives up earlier has another reason, such as a network that is gone.
        const isSilent = !isSettled && clock.now() - begun >= TIMING.authenticate;
        if (isSilent) pollsFirst = !pollsFirst;
      });
      const poll = (transport: Transport) => connection.choose(() => transport.connect(token, told));
      const fail = (reason: string) => connection.unlessClosed(() => told.closed(reason));
      const loaded = () => polling().then((transport) => (poller = transport));
      const unreached = (reason: string) => {
        if (poller !== undefined) poll(poller);
        else
          loaded().then(
            () => fail(reason),
            (error: unknown) => fail(String(error)),
          );
      };
      const overWebSocket = () =>
        new WebSocketConnection(open(address), clock, token, { ...told, unreached });
      if (pollsFirst) loaded().then(poll, (error: unknown) => fail(String(error)));
      else connection.choose(overWebSocket);
      return connection;
    },
  };
}

/** Says of whatever comes from a server, or of an attempt that failed, that it is no longer silent. */
function settling(listener: ConnectionListener, settle: () => void): ConnectionListener {
  const settled = (tell: () => void) => {
    settle();
    tell();
  };
  return {
    opened: () => settled(() => listener.opened()),
    refused: (refusal) => settled(() => listener.refused(refusal)),
    closed: (reason) => settled(() => listener.closed(reason)),
    event: (name, payload) => listener.event(name, payload),
  };
}

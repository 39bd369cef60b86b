import { createBrowserTransport, systemClock, type Connection } from '@parley/client/testing';
import type { AskedEventName, ClientEventName, EventRequest, Refusal } from '@parley/protocol';
import { onTestFinished } from 'vitest';
import { SocketIoConnections } from '../../src/realtime/socket-io/socket-io-connections.ts';
import { connectionsContract, type ContractClient } from '../contract/connections-contract.ts';
import { carrierHarness } from '../contract/carrier-harness.ts';

/** What browsers connect with, which speaks Socket.IO by itself. */
class BrowserClient implements ContractClient {
  readonly heard: { readonly name: string; readonly data: unknown }[] = [];
  refusal: Refusal | undefined;
  isConnected = false;
  readonly #connection: Connection;

  constructor(url: string, token: string) {
    const polling = () => Promise.reject(new Error('no WebSocket came about'));
    this.#connection = createBrowserTransport({ url, clock: systemClock, polling }).connect(() => token, {
      opened: () => (this.isConnected = true),
      refused: (refusal) => (this.refusal = refusal),
      closed: () => (this.isConnected = false),
      event: (name, data) => this.heard.push({ name, data }),
    });
    onTestFinished(() => this.#connection.close());
  }

  ask(name: ClientEventName, input: unknown): Promise<unknown> {
    return this.#connection.request(name as AskedEventName, input as EventRequest<AskedEventName>);
  }

  drop(): void {
    this.isConnected = false;
    this.#connection.close();
  }
}

connectionsContract(() =>
  carrierHarness(
    (options) => new SocketIoConnections(options),
    (url, token) => new BrowserClient(url, token),
  ),
);

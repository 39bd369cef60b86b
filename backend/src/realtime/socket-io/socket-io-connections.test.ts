import { NAMESPACE, Refusal, SERVER_EVENT_NAMES, type ClientEventName } from '@parley/protocol';
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { connectionsContract, type ContractClient } from '../../../tests/contract/connections-contract.ts';
import { carrierHarness } from '../../../tests/contract/carrier-harness.ts';
import { SocketIoConnections } from './socket-io-connections.ts';

class SocketClient implements ContractClient {
  readonly heard: { readonly name: string; readonly data: unknown }[] = [];
  refusal: Refusal | undefined;
  readonly #socket;

  constructor(url: string, token: string) {
    this.#socket = io(`${url}${NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token },
    });
    this.#socket.on('connect_error', (error: Error & { data?: unknown }) => {
      this.refusal = Refusal.parse(error.data);
    });
    for (const name of SERVER_EVENT_NAMES)
      this.#socket.on(name, (data: unknown) => this.heard.push({ name, data }));
    onTestFinished(() => void this.#socket.disconnect());
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  ask(name: ClientEventName, input: unknown): Promise<unknown> {
    return this.#socket.emitWithAck(name, input) as Promise<unknown>;
  }

  drop(): void {
    this.#socket.disconnect();
  }
}

connectionsContract(() =>
  carrierHarness(
    (options) => new SocketIoConnections(options),
    (url, token) => new SocketClient(url, token),
  ),
);

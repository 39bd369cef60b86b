import {
  LIMITS,
  NAMESPACE,
  ParleyError,
  Refusal,
  SERVER_EVENT_NAMES,
  type ClientEventName,
} from '@parley/protocol';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { connectionsContract, type ContractClient } from '../../../tests/contract/connections-contract.ts';
import { socketIoHarness } from '../../../tests/contract/socket-io-harness.ts';

const ended = new ParleyError('E_SESSION_ENDED').toWire();
const harness = () => socketIoHarness((url, token) => new SocketClient(url, token));

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

connectionsContract(harness);

test('a slow connection is spared what it would learn too late, until it has caught up', async () => {
  const sockets = await harness();
  const { connections } = sockets;
  const told = (uid: string) =>
    connections.tell('room', 'typing', { conversation: 'one', uid }, { droppable: true });
  connections.serve({
    admit: async () => ({
      kind: 'admitted',
      data: {
        uid: 'a',
        sid: 'a',
        device: undefined,
        address: '',
        expiresAt: 0,
        entered: Promise.resolve(),
        events: undefined,
      },
    }),
    opened: (connection) => connection.join(['room']),
    answer: async () => ({ success: true, response: null }),
    closed: () => undefined,
  });
  const client = sockets.connect('a');
  await sockets.until(() => connections.in('room').length === 1);

  const page = { ...ended, message: 'x'.repeat(LIMITS.frameBytes) };
  connections.tell('room', 'token-expired', page);
  told('too late');
  await sockets.until(() => connections.in('room').every(({ unsentBytes }) => unsentBytes === 0));
  told('in time');

  await sockets.until(() => client.heard.length === 2);
  expect(client.heard.map(({ data }) => data)).toEqual([page, { conversation: 'one', uid: 'in time' }]);
});

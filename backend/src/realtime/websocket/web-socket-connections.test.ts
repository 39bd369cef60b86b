import { randomUUID } from 'node:crypto';
import { LIMITS, ParleyError, type ClientEventName, type Refusal } from '@parley/protocol';
import { WebSocket } from 'ws';
import { expect, onTestFinished, test } from 'vitest';
import { carrierHarness } from '../../../tests/contract/carrier-harness.ts';
import { connectionsContract, type ContractClient } from '../../../tests/contract/connections-contract.ts';
import type { Language } from '../gateway/speech.ts';
import { WebSocketConnections } from './web-socket-connections.ts';

/** Events as they are, in JSON: what carries connections must not care what they speak. */
const PLAIN: Language = {
  prepare:
    () =>
    ({ outlet, answer }) => ({
      heard: async (text) => {
        const { id, name, input } = JSON.parse(text) as { id: string; name: ClientEventName; input: unknown };
        outlet.send(JSON.stringify({ id, answer: await answer(name, input) }));
      },
      told: (name, data) => outlet.send(JSON.stringify({ name, data })),
    }),
};

interface Frame {
  readonly id?: string;
  readonly answer?: unknown;
  readonly name?: string;
  readonly data?: unknown;
}

class PlainClient implements ContractClient {
  readonly heard: { readonly name: string; readonly data: unknown }[] = [];
  refusal: Refusal | undefined;
  readonly #answers = new Map<string, (answer: unknown) => void>();
  readonly #socket: WebSocket;
  readonly closed: Promise<readonly [code: number, reason: string]>;

  constructor(url: string, token: string) {
    const headers = { authorization: `Bearer ${token}` };
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
    this.#socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      this.#socket.on('close', (code, reason) => resolve([code, String(reason)])),
    );
    this.#socket.on('unexpected-response', (_request, response) => {
      response.on('data', (body: Buffer) => (this.refusal = JSON.parse(String(body)) as Refusal));
    });
    this.#socket.on('message', (text: Buffer) => this.#hear(JSON.parse(String(text)) as Frame));
    onTestFinished(() => this.#socket.terminate());
  }

  get isConnected(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  ask(name: ClientEventName, input: unknown): Promise<unknown> {
    const id = randomUUID();
    this.#socket.send(JSON.stringify({ id, name, input }));
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  drop(): void {
    this.#socket.terminate();
  }

  #hear({ id = '', answer, name, data }: Frame): void {
    if (name === undefined) this.#answers.get(id)?.(answer);
    else this.heard.push({ name, data });
  }
}

const harness = (connect = (url: string, token: string) => new PlainClient(url, token)) =>
  carrierHarness((options) => new WebSocketConnections({ ...options, language: PLAIN }), connect);

connectionsContract(() => harness());

test('29. a full outgoing queue ends its connection with a code, and nobody else notices', async () => {
  const clients: PlainClient[] = [];
  const sockets = await harness((url, token) => {
    const client = new PlainClient(url, token);
    clients.push(client);
    return client;
  });
  const { connections } = sockets;
  const data = { sid: 'a', device: undefined, address: '', expiresAt: 0, events: undefined };
  connections.serve({
    admit: async ({ token = '' }) => ({
      kind: 'admitted',
      data: { ...data, uid: token, entered: Promise.resolve() },
    }),
    opened: (connection) => connection.join([connection.data.uid]),
    answer: async () => ({ success: true, response: undefined as never }),
    closed: () => undefined,
  });
  sockets.connect('deaf');
  sockets.connect('reader');
  await sockets.until(
    () => connections.all().length === 2 && clients.every(({ isConnected }) => isConnected),
  );
  const [deaf, reader] = clients;
  deaf?.pause();

  const large = { ...new ParleyError('E_INTERNAL').toWire(), message: 'x'.repeat(LIMITS.frameBytes) };
  for (let i = 0; connections.sizeOf('deaf') > 0 && i < 1_000; i++)
    connections.tell('deaf', 'token-expired', large);
  connections.tell('reader', 'onlineStatus', { users: [] });
  deaf?.resume();

  expect(await deaf?.closed).toEqual([1013, 'E_TOO_SLOW']);
  await sockets.until(() => reader?.heard.length === 1);
});

import { randomUUID } from 'node:crypto';
import type { ClientEventName, Refusal } from '@parley/protocol';
import { WebSocket } from 'ws';
import { onTestFinished } from 'vitest';
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

  constructor(url: string, token: string) {
    const headers = { authorization: `Bearer ${token}` };
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
    this.#socket.on('error', () => undefined);
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

  drop(): void {
    this.#socket.terminate();
  }

  #hear({ id = '', answer, name, data }: Frame): void {
    if (name === undefined) this.#answers.get(id)?.(answer);
    else this.heard.push({ name, data });
  }
}

connectionsContract(() =>
  carrierHarness(
    (options) => new WebSocketConnections({ ...options, language: PLAIN }),
    (url, token) => new PlainClient(url, token),
  ),
);

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

interface Frame {
  readonly header: {
    readonly message_type: string;
    readonly id?: string;
    readonly conversation?: string;
    readonly seq?: number;
  };
  readonly body: { readonly content?: string; readonly code?: string };
}

/** How long an answer may take before the connection counts as dead, in ms. */
const PATIENCE = 3_000;

/** Opens a plain WebSocket; undefined where nobody listens. */
async function open(url: string, token: string): Promise<WebSocket | undefined> {
  const socket = new WebSocket(url, ['parley.v1', `token.${token}`]);
  return new Promise((resolve) => {
    socket.addEventListener('open', () => resolve(socket));
    socket.addEventListener('close', () => resolve(undefined));
    socket.addEventListener('error', () => resolve(undefined));
  });
}

/** Sends texts to somebody, each until it is acknowledged, whatever becomes of the server. */
export class Sender {
  /** What is acknowledged. */
  readonly said: string[] = [];
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async say(to: string, text: string): Promise<void> {
    const header = { message_type: 'direct', to, id: randomUUID() };
    const envelope = JSON.stringify({ header, body: { content: text } });
    while (!(await this.#try(envelope, header.id))) await setTimeout(50);
    this.said.push(text);
  }

  /** All that the log of its conversation says. */
  async log(conversation: string): Promise<readonly string[]> {
    const socket = await open(`${this.#url}?after=${conversation}:0`, this.#token);
    if (socket === undefined) throw new Error('nobody listens');
    const texts: string[] = [];
    await new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const { header, body } = JSON.parse(String(data)) as Frame;
        if (header.message_type === 'ready') resolve();
        if (header.conversation === conversation && body.content !== undefined) texts.push(body.content);
      });
    });
    socket.close();
    return texts;
  }

  #socket: WebSocket | undefined;

  async #try(envelope: string, id: string): Promise<boolean> {
    if (this.#socket?.readyState !== WebSocket.OPEN) this.#socket = await open(this.#url, this.#token);
    const socket = this.#socket;
    if (socket === undefined) return false;
    const isAnswered = await Promise.race([answered(socket, envelope, id), setTimeout(PATIENCE, false)]);
    if (!isAnswered) socket.close();
    return isAnswered;
  }
}

function answered(socket: WebSocket, envelope: string, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const { signal } = done;
    const hear = ({ data }: MessageEvent) => {
      const { header, body } = JSON.parse(String(data)) as Frame;
      if (header.id !== id || !['ack', 'error'].includes(header.message_type)) return;
      done.abort();
      if (header.message_type === 'error') throw new Error(`refused: ${body.code}`);
      resolve(true);
    };
    socket.addEventListener('message', hear, { signal });
    socket.addEventListener('close', () => resolve(false), { signal });
    socket.send(envelope);
  });
}

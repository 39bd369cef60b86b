import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  GATEWAY_FRAMES,
  GATEWAY_PATH,
  type GatewayEnvelopeType,
  type GatewayFrame,
  type GatewayFrameType,
  type Parser,
} from '@parley/protocol';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

export interface GatewayOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** Behind the `?`. */
  readonly query?: string;
}

/** An envelope as a test writes it. */
export interface TestEnvelope {
  readonly to?: string | undefined;
  readonly content?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** How a socket ended. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A script at the gateway. All that it gets is checked against the schemas. */
export class GatewayClient {
  readonly socket: WebSocket;
  readonly frames: GatewayFrame[] = [];
  readonly closed: Promise<Closed>;
  readonly #waiting = new Set<() => void>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
    socket.on('error', () => undefined);
    socket.on('message', (text: Buffer) => {
      this.frames.push(checked(JSON.parse(String(text))));
      for (const look of this.#waiting) look();
    });
    onTestFinished(() => socket.terminate());
  }

  /** All frames of a type so far. */
  received<Type extends GatewayFrameType>(type: Type): GatewayFrame<Type>[] {
    return this.frames.filter((frame): frame is GatewayFrame<Type> => frame.header.message_type === type);
  }

  /** The first of a type that fits, come or coming. */
  next<Type extends GatewayFrameType>(
    type: Type,
    fits: (frame: GatewayFrame<Type>) => boolean = () => true,
  ): Promise<GatewayFrame<Type>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.received(type).find(fits);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Sends an envelope. @returns its answer */
  async ask(
    type: GatewayEnvelopeType,
    { to, content, header, body }: TestEnvelope,
  ): Promise<GatewayFrame<'ack'> | GatewayFrame<'error'>> {
    const id = randomUUID();
    const envelope = {
      header: { message_type: type, id, ...(to !== undefined && { to }), ...header },
      body: { ...(content !== undefined && { content }), ...body },
    };
    this.socket.send(JSON.stringify(envelope));
    return this.answerTo(envelope.header.id);
  }

  /** Asks, and expects an error. @returns its code */
  async refused(type: GatewayEnvelopeType, envelope: TestEnvelope): Promise<string> {
    const { header, body } = await this.ask(type, envelope);
    if (header.message_type !== 'error' || !('code' in body)) throw new Error('it worked');
    return body.code;
  }

  /** Asks, and expects that it works. */
  async get(type: GatewayEnvelopeType, envelope: TestEnvelope): Promise<GatewayFrame<'ack'>> {
    const answer = await this.ask(type, envelope);
    if (answer.header.message_type === 'error') throw new Error(`${type}: ${JSON.stringify(answer.body)}`);
    return answer as GatewayFrame<'ack'>;
  }

  answerTo(id: string): Promise<GatewayFrame<'ack'> | GatewayFrame<'error'>> {
    const fits = ({ header }: { readonly header: { readonly id?: string | undefined } }) => header.id === id;
    return Promise.race([this.next('ack', fits), this.next('error', fits)]);
  }
}

/** Opens a socket that may be refused. */
export function openGateway(
  wsUrl: string,
  token: string | undefined,
  { headers, protocols = [], query = '' }: GatewayOptions = {},
): WebSocket {
  const url = `${wsUrl.replace('http', 'ws')}${GATEWAY_PATH}${query === '' ? '' : `?${query}`}`;
  const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new WebSocket(url, [...protocols], { headers: { ...bearer, ...headers } });
}

/** Connects, and has got all that was missed when it resolves. */
export async function connectGateway(
  wsUrl: string,
  token: string | undefined,
  options?: GatewayOptions,
): Promise<GatewayClient> {
  const client = new GatewayClient(openGateway(wsUrl, token, options));
  const refused = client.closed.then(({ code, reason }) => {
    throw new Error(`closed: ${code} ${reason}`);
  });
  await Promise.race([client.next('ready'), refused]);
  return client;
}

/** Why an upgrade is refused: its HTTP status, and the error that it says. */
export async function upgradeRefusal(socket: WebSocket): Promise<{ status: number; code: unknown }> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('it opened')));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += String(part)));
      response.on('end', () => {
        const { code } = JSON.parse(body) as { code: unknown };
        resolve({ status: response.statusCode ?? 0, code });
      });
    });
  });
}

function checked(frame: unknown): GatewayFrame {
  const { header } = frame as { header: { message_type: GatewayFrameType } };
  const parser: Parser<GatewayFrame> = GATEWAY_FRAMES[header.message_type];
  const result = parser.safeParse(frame);
  if (!result.success) throw new Error(`no frame: ${JSON.stringify(frame)}`);
  return result.data;
}

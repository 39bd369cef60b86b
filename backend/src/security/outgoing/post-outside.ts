import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { OutsideError } from './outside-error.ts';

/** Of the answer, in bytes; what comes behind them is not read. */
const ANSWER = 64 * 1024;
/** Those that keep method and body (RFC 9110, sections 15.4.8 and 15.4.9). */
const REDIRECTS: ReadonlySet<number | undefined> = new Set([307, 308]);
const REDIRECTS_MAX = 3;

/** A request to an address that a user gave. */
export interface OutsideRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Cuts it off. */
  readonly signal?: AbortSignal | undefined;
}

export interface OutsideAnswer {
  readonly status: number;
  /** At most its first 64 KiB, as UTF-8. */
  readonly text: string;
}

export interface OutsideOptions {
  /** Private addresses and networks that may be asked all the same, such as `10.0.0.5` or `10.0.0.0/8`. */
  readonly allowed: readonly string[];
  /** How long all of it may take, redirects included, in ms. */
  readonly patience: number;
}

/** Sends a request and resolves with what was answered. @throws OutsideError */
export type PostOutside = (request: OutsideRequest) => Promise<OutsideAnswer>;

/**
 * Posts to other servers, never to this machine or its private network: whoever gives an address must not reach through
 * this server what they cannot reach themselves. The agents check each address after its name was resolved, and connect to
 * the one that they checked; each redirect is checked again.
 */
export function postOutside({ allowed, patience }: OutsideOptions): PostOutside {
  const options = { allowIPAddressList: [...allowed], keepAlive: false };
  const agents = {
    http: new RequestFilteringHttpAgent(options),
    https: new RequestFilteringHttpsAgent(options),
  };
  return async (given) => {
    const tooLate = AbortSignal.timeout(patience);
    const signal = given.signal === undefined ? tooLate : AbortSignal.any([tooLate, given.signal]);
    let url = outsideUrl(given.url);
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      const answer = await answered(signal, () => send({ ...given, url }, agents, signal));
      if (!REDIRECTS.has(answer.status)) return answer;
      url = redirected(url, answer.location);
    }
    throw new OutsideError(`It redirected more than ${REDIRECTS_MAX} times.`);
  };
}

interface Agents {
  readonly http: RequestFilteringHttpAgent;
  readonly https: RequestFilteringHttpsAgent;
}

interface Sent extends OutsideAnswer {
  readonly location: string | undefined;
}

type ToSend = Omit<OutsideRequest, 'url'> & { readonly url: URL };

function send({ url, headers, body }: ToSend, agents: Agents, signal: AbortSignal): Promise<Sent> {
  const options = {
    method: 'POST',
    signal,
    headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
  };
  return new Promise((resolve, reject) => {
    const hear = (response: IncomingMessage) => {
      read(response).then(resolve, reject);
    };
    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, agent: agents.https }, hear)
        : requestHttp(url, { ...options, agent: agents.http }, hear);
    request.on('error', reject).end(body);
  });
}

async function read(response: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, ANSWER - bytes));
    bytes += chunk.length;
    if (bytes >= ANSWER) break;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: response.statusCode ?? 0, text, location: response.headers.location };
}

function redirected(from: URL, location: string | undefined): URL {
  const target = location !== undefined && URL.parse(location, from.href);
  if (!target) throw new OutsideError('It redirected to no address.');
  if (from.protocol === 'https:' && target.protocol !== 'https:')
    throw new OutsideError('It redirected from https to plain HTTP.');
  return outsideUrl(target.href);
}

function outsideUrl(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new OutsideError('The address begins neither with https:// nor with http://.');
  return url;
}

/** @throws OutsideError for what went wrong on the way, in a sentence */
async function answered(signal: AbortSignal, send: () => Promise<Sent>): Promise<Sent> {
  try {
    return await send();
  } catch (cause) {
    if (signal.aborted) throw new OutsideError('It did not answer in time.', { cause });
    throw new OutsideError(reasonOf(cause), { cause });
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The agents have no code for it.
  if (message.includes('is not allowed'))
    return 'Its address belongs to a private network, which this server does not call.';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Its name is not known.';
    case 'ECONNREFUSED':
      return 'It refused the connection.';
    case 'ECONNRESET':
      return 'It closed the connection without an answer.';
    default:
      return `It cannot be reached: ${message}`;
  }
}

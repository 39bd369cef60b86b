import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';

export interface Answer {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** From where whatever answered sees us come. */
  readonly from: string;
  /** Why the certificate is not trusted here, if it is not. */
  readonly distrust: string | undefined;
}

/**
 * Asks by GET. A certificate is judged and not required to be good: there is nothing secret in the question.
 * @throws Error where nobody answers within 5 s
 */
export async function ask(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const options = { headers, signal: AbortSignal.timeout(5_000), agent: false } as const;
  const asking =
    url.protocol === 'https:'
      ? requestHttps(url, { ...options, rejectUnauthorized: false })
      : requestHttp(url, options);
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const { socket } = response;
  const distrust =
    socket instanceof TLSSocket && !socket.authorized ? `${socket.authorizationError}` : undefined;
  const from = (socket.localAddress ?? '').replace(/^::ffff:/, '');
  return { headers: response.headers, body: await text(response), from, distrust };
}

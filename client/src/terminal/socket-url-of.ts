import { SOCKET_PATH } from '@parley/protocol';
import type { HttpTransport } from '../http/http-transport.ts';
import { NoAnswerError } from '../http/no-answer-error.ts';

/**
 * Where the sockets of a server are: at its own address, or, where that has none, at the port behind it, as 8092 is behind
 * 8091 in development. Browsers need not ask: whatever serves them pages passes their sockets on.
 * @throws NoAnswerError
 */
export async function socketUrlOf(url: URL, http: HttpTransport): Promise<URL> {
  // Sockets begin as WebSockets alone, so that this is refused wherever they are, and unknown wherever they are not.
  const path = `${SOCKET_PATH}/?EIO=4&transport=polling`;
  const { status } = await http.exchange({ method: 'GET', path }).catch((cause: unknown) => {
    throw new NoAnswerError({ cause });
  });
  const socketUrl = new URL(url.origin);
  if (status === 404 && url.port !== '') socketUrl.port = `${Number(url.port) + 1}`;
  return socketUrl;
}

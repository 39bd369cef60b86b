import { SOCKET_PATH } from '@parley/protocol';
import { NoAnswerError, type HttpTransport } from '../index.ts';

/**
 * The URL of a server's sockets: its own address or, if there are none at it, the next port (8092 for 8091 in
 * development). Browsers always use the address of the page.
 * @throws NoAnswerError
 */
export async function socketUrlOf(url: URL, http: HttpTransport): Promise<URL> {
  // A request that names no transport opens nothing: it gets 400 where sockets are, and 404 where they are not.
  const path = `${SOCKET_PATH}/?EIO=4`;
  const { status } = await http.exchange({ method: 'GET', path }).catch((cause: unknown) => {
    throw new NoAnswerError({ cause });
  });
  const socketUrl = new URL(url.origin);
  if (status === 404 && url.port !== '') socketUrl.port = `${Number(url.port) + 1}`;
  return socketUrl;
}

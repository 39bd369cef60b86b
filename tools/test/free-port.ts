import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * No system gives these to whoever asks for any port: Linux does so from 32,768, others from 49,152. Browsers and `fetch` refuse
 * some, of which 10,080 is the last (https://fetch.spec.whatwg.org/#port-blocking).
 */
const FIRST = 10_081;
const LAST = 32_000;

const given = new Set<number>();

/**
 * A TCP port for a server that is started there later, perhaps stopped and started again. Nobody listens on it, and
 * nobody gets it by chance meanwhile.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST, LAST);
  if (given.has(port) || (await isBusy(port))) return freePort();
  given.add(port);
  return port;
}

async function isBusy(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return true;
    throw error;
  }
  await once(server.close(), 'close');
  return false;
}

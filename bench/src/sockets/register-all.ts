import { ParleyServer } from '../peers/parley-server.ts';
import { register } from '../peers/account.ts';

const AT_ONCE = 20;

/** Creates this many accounts. @returns their tokens */
export async function registerAll(count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) =>
      register(ParleyServer.http, `socket_${first + i}`),
    );
    tokens.push(...(await Promise.all(some)).map(({ token }) => token));
  }
  return tokens;
}

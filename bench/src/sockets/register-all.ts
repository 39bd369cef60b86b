import { register, type BenchAccount } from '../peers/account.ts';
import { ParleyServer } from '../peers/parley-server.ts';

const AT_ONCE = 20;

/** Creates this many accounts. */
export async function registerAll(count: number): Promise<readonly BenchAccount[]> {
  const accounts: BenchAccount[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) =>
      register(ParleyServer.http, `socket_${first + i}`),
    );
    accounts.push(...(await Promise.all(some)));
  }
  return accounts;
}

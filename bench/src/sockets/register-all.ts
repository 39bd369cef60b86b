import { register, type BenchAccount } from '../peers/parley/account.ts';

const AT_ONCE = 20;

/** Creates this many accounts. @param address such as http://127.0.0.1:8091 */
export async function registerAll(address: string, count: number): Promise<readonly BenchAccount[]> {
  const accounts: BenchAccount[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) =>
      register(address, `socket_${first + i}`),
    );
    accounts.push(...(await Promise.all(some)));
  }
  return accounts;
}

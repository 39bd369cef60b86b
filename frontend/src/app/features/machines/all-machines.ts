import type { Machines } from '@parley/client';
import type { Machine } from '@parley/protocol';

/** All machines of this server by username: there are some dozens. */
export async function allMachines(client: Machines): Promise<readonly Machine[]> {
  const found: Machine[] = [];
  for (let after: string | undefined; ;) {
    const page = await client.page(after);
    found.push(...page.machines);
    if (page.next === undefined) return found.sort((a, b) => (a.user.username < b.user.username ? -1 : 1));
    after = page.next;
  }
}

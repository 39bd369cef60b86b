import { readableHead, type Uuid } from '@parley/protocol';
import type { Device } from '../client/device.ts';
import type { World } from './world.ts';

/** The most that a device may lag behind after its connection is back, in ms. */
const AFTER_RECONNECT_MS = 5_000;
const STEP_MS = 250;
/** Noticing a dead socket, reconnecting and all that follows. */
const LONGEST_MS = 26_000;
/** The longest wait before an item is tried again under which connections closed repeatedly; items are tried one by one. */
const LAST_TRY_MS = 40_000;

/**
 * Lets a world recover without further faults.
 * @param unnoticed how long a loss that no connection shows may go unnoticed, in ms
 * @returns what took longer than promised
 */
export async function heal(world: World, unnoticed: number): Promise<readonly string[]> {
  const { clock } = world;
  const calm = clock.now();
  const targets = await readableHeads(world);
  const waiting = new Set(world.devices);
  const late: string[] = [];
  while (clock.now() < calm + LONGEST_MS) {
    await clock.runUntil(clock.now() + STEP_MS);
    for (const device of waiting) {
      if (!isDue(device, { calm, unnoticed }, clock.now())) continue;
      waiting.delete(device);
      late.push(...behind(device, targets.get(device.uid)));
    }
  }
  await clock.runUntil(calm + LAST_TRY_MS);
  return [...late, ...Array.from(waiting, ({ name }) => `${name} did not come back`)];
}

function isDue(
  { onlineSince }: Device,
  { calm, unnoticed }: { readonly calm: number; readonly unnoticed: number },
  now: number,
): boolean {
  if (onlineSince === undefined) return false;
  const reconnected = onlineSince + AFTER_RECONNECT_MS;
  return now >= (onlineSince > calm ? reconnected : Math.max(reconnected, calm + unnoticed));
}

/** How far each user may read each conversation. */
async function readableHeads({ cluster, users }: World): Promise<Map<Uuid, Map<Uuid, number>>> {
  const logs = await cluster.store.logs();
  return new Map(
    users.map(({ uid }) => [
      uid,
      new Map(logs.map(({ state, readers = state }) => [state.conversation, readableHead(readers, uid)])),
    ]),
  );
}

function behind(device: Device, heads: ReadonlyMap<Uuid, number> = new Map()): string[] {
  const { windows } = device.facts();
  return [...heads].flatMap(([conversation, head]) => {
    const last = windows.find((window) => window.conversation === conversation)?.last ?? 0;
    return last >= head
      ? []
      : [`${device.name} still lacks entries of ${conversation} when it should have healed`];
  });
}

import type { TimelineItem } from '@parley/client';

import { SdkDevice } from '../client/sdk-device.ts';
import type { World } from './world.ts';

const LOAD_MS = 5_000;

/** Compares what clients show with what a new device of the same user shows, which applied nothing and fetched it all. */
export async function staleTimelines(world: World<SdkDevice>): Promise<readonly string[]> {
  const fresh = world.users.map((user) => new SdkDevice(world, user, { tabs: 1, name: `${user.username} new` }));
  for (const device of fresh) device.start();
  await world.clock.runUntil(world.clock.now() + LOAD_MS);
  return world.devices.flatMap((device) => {
    const other = fresh.find(({ uid }) => uid === device.uid);
    return other === undefined ? [] : differences(device, other);
  });
}

function differences(device: SdkDevice, fresh: SdkDevice): string[] {
  const [other] = fresh.tabs;
  return device.tabs.flatMap((tab) =>
    [...tab.opened.keys()].flatMap((conversation) => {
      const shown = tab.shown(conversation);
      const expected = other?.shown(conversation) ?? [];
      const from = Math.max(firstSeq(shown), firstSeq(expected));
      const lines = linesFrom(from, expected);
      const wrong = linesFrom(from, shown).filter((line) => !lines.includes(line));
      const missing = lines.length - linesFrom(from, shown).length;
      return [
        ...wrong.map((line) => `${device.name} shows ${line}, a new device does not`),
        ...(missing === 0 ? [] : [`${device.name} shows ${missing} items of ${conversation} less than a new device`]),
      ];
    }),
  );
}

/** What a timeline shows of the log; what waits or was refused in the outbox of one device is its own business. */
function linesFrom(from: number, items: readonly TimelineItem[]): string[] {
  return items
    .filter((item) => seqOf(item) >= from)
    .map((item) => JSON.stringify(item.kind === 'message' ? { ...item, error: undefined, changing: false } : item));
}

function firstSeq(items: readonly TimelineItem[]): number {
  return Math.min(...items.map(seqOf).filter((seq) => seq > 0), Number.MAX_SAFE_INTEGER);
}

function seqOf(item: TimelineItem): number {
  return item.kind === 'hidden' ? item.from : (item.seq ?? 0);
}


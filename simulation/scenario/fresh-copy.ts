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
      const [shown, expected] = comparable(tab.shown(conversation), other?.shown(conversation) ?? []);
      return shown === expected
        ? []
        : [`${device.name} shows ${conversation} as\n${shown}\ninstead of\n${expected}`];
    }),
  );
}

/** What both show of the log, from where both begin. */
function comparable(...timelines: readonly [readonly TimelineItem[], readonly TimelineItem[]]): string[] {
  const from = Math.max(...timelines.map(firstSeq));
  return timelines.map((items) =>
    items
      .filter((item) => seqOf(item) >= from)
      .map((item) => JSON.stringify(item))
      .join('\n'),
  );
}

function firstSeq(items: readonly TimelineItem[]): number {
  return Math.min(...items.map(seqOf).filter((seq) => seq > 0), Number.MAX_SAFE_INTEGER);
}

function seqOf(item: TimelineItem): number {
  return item.kind === 'hidden' ? item.from : (item.seq ?? 0);
}


import type { TimelineItem } from '@parley/client';

import { SdkDevice } from '../client/sdk-device.ts';
import type { World } from './world.ts';

const LOAD_MS = 5_000;

/** Whether to compare receipts of one's own messages, too. */
type Detail = 'with status' | 'without status';

/** Compares what clients show with a new device of the same user, which fetched everything and applied no events. */
export async function staleTimelines(world: World<SdkDevice>, detail: Detail): Promise<readonly string[]> {
  const fresh = world.users.map((user) => {
    // Logging in is not simulated: the keys are those of a browser that has them.
    const keyed = world.devices.find(({ uid }) => uid === user.uid)?.keyed;
    return new SdkDevice(world, user, { tabs: 1, name: `${user.username} new`, closes: 0, keyed });
  });
  for (const device of fresh) device.start();
  await world.clock.runUntil(world.clock.now() + LOAD_MS);
  return world.devices.flatMap((device) => {
    const other = fresh.find(({ uid }) => uid === device.uid);
    return other === undefined ? [] : differences(device, other, detail);
  });
}

function differences(device: SdkDevice, fresh: SdkDevice, detail: Detail): string[] {
  const [other] = fresh.tabs;
  return device.tabs.flatMap((tab) =>
    [...tab.opened.keys()].flatMap((conversation) => {
      const shown = tab.shown(conversation);
      const expected = other?.shown(conversation) ?? [];
      const from = Math.max(firstSeq(shown), firstSeq(expected));
      const line = (item: TimelineItem) => lineOf(item, detail);
      const [lines, wanted] = [shown, expected].map((items) => itemsFrom(from, items).map(line));
      return lines?.join() === wanted?.join()
        ? []
        : [
            `${device.name} shows of ${conversation}\n${lines?.join('\n')}\nand a new device\n${wanted?.join('\n')}`,
          ];
    }),
  );
}

function itemsFrom(from: number, items: readonly TimelineItem[]): readonly TimelineItem[] {
  return items.filter((item) => seqOf(item) >= from);
}

/** What every device of the user should show. Items in one device's outbox are left out. */
function lineOf(item: TimelineItem, detail: Detail): string {
  if (item.kind !== 'message') return JSON.stringify(item);
  const { error: _error, changing: _changing, status, ...shown } = item;
  return JSON.stringify(detail === 'with status' ? { ...shown, status } : shown);
}

function firstSeq(items: readonly TimelineItem[]): number {
  return Math.min(...items.map(seqOf).filter((seq) => seq > 0), Number.MAX_SAFE_INTEGER);
}

function seqOf(item: TimelineItem): number {
  return item.kind === 'hidden' ? item.from : (item.seq ?? 0);
}

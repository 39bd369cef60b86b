import type { SealedConversation, TimelineItem } from '@parley/client';
import type { Entry, Uuid } from '@parley/protocol';
import type { Heard, KnownAnew } from '../checker/facts.ts';
import type { SdkDevice } from '../client/sdk-device.ts';
import type { Tab } from '../client/tab.ts';
import { anotherBrowser } from './another-browser.ts';
import { excusedLines } from './excused-lines.ts';
import { knownAnew } from './known-anew.ts';
import type { World } from './world.ts';

type SealingAlarm = SealedConversation['alarms'][number];

const LOAD_MS = 5_000;

/** Whether to compare receipts of one's own messages, too. */
type Detail = 'with status' | 'without status';

/**
 * Compares what clients show, and whom they believe to be members, with a new device of the same user, which fetched everything and
 * applied no events: of a long log it has the list of members and the end.
 */
export async function staleClients(world: World<SdkDevice>, detail: Detail): Promise<readonly string[]> {
  const fresh = world.users.map((user) => anotherBrowser(world, user, { name: `${user.username} new` }));
  for (const device of fresh) device.start();
  await world.clock.runUntil(world.clock.now() + LOAD_MS);
  const anew = await knownAnew(world);
  const { store, wiretap: heard } = world.cluster;
  const logs = new Map((await store.rawLogs()).map(({ conversation, entries }) => [conversation, entries]));
  return world.devices.flatMap((device) => {
    const other = fresh.find(({ uid }) => uid === device.uid);
    if (other === undefined) return [];
    const lost = anew.filter(({ uid }) => uid === device.uid);
    return [
      ...differences({ device, fresh: other, lost, detail, heard, logs }),
      ...otherMembers(device, other),
    ];
  });
}

function otherMembers(device: SdkDevice, fresh: SdkDevice): string[] {
  const [other] = fresh.tabs;
  const expected = other?.client.sealed.get() ?? new Map<Uuid, SealedConversation>();
  // Who is in no longer hears no more of it, and a new device of theirs nothing.
  const rows = other?.client.conversations.get() ?? [];
  const inside = new Set(rows.flatMap(({ id, role }) => (role === null ? [] : id)));
  return device.tabs.flatMap(({ client }) =>
    [...client.sealed.get()].flatMap(([conversation, { members, alarms }]) => {
      const wanted = expected.get(conversation)?.members;
      // Who was not there while a group was sealed that a restore has opened again leaves it unsigned: the others refuse that, and are told.
      const refused = alarms.flatMap((one) => (isUnsignedLeave(one) ? one.by : []));
      const but = (all: readonly Uuid[] | undefined) => all?.filter((uid) => !refused.includes(uid));
      return !inside.has(conversation) || isSame(but(members), but(wanted))
        ? []
        : [
            `${device.name} believes ${members?.join()} to be in ${conversation}, and a new device ${wanted?.join()}`,
          ];
    }),
  );
}

function isUnsignedLeave(
  alarm: SealingAlarm,
): alarm is Extract<SealingAlarm, { readonly kind: 'refusedChange' }> {
  return alarm.kind === 'refusedChange' && alarm.refusal === 'unsigned' && alarm.change === 'left';
}

function isSame(members: readonly Uuid[] | undefined, wanted: readonly Uuid[] | undefined): boolean {
  return members?.toSorted().join() === wanted?.toSorted().join();
}

interface Compared {
  readonly device: SdkDevice;
  readonly fresh: SdkDevice;
  readonly lost: readonly KnownAnew[];
  readonly detail: Detail;
  readonly heard: Heard;
  readonly logs: ReadonlyMap<Uuid, readonly Entry[]>;
}

function differences({ device, fresh, lost, detail, heard, logs }: Compared): string[] {
  const [other] = fresh.tabs;
  return device.tabs.flatMap((tab) =>
    [...tab.opened.keys()].flatMap((conversation) => {
      const shown = tab.shown(conversation);
      const expected = other?.shown(conversation) ?? [];
      const from = Math.max(firstSeq(shown), firstSeq(expected));
      // Who is in no longer keeps what was erased since, and is not told.
      const erased = isInside(other, conversation) ? [] : expected.filter(isDeleted).map(seqOf);
      const anew = lost.find((one) => one.conversation === conversation);
      const log = logs.get(conversation) ?? [];
      const left = [...erased, ...excusedLines({ heard, log, uid: device.uid, tab, expected, anew })];
      const line = (item: TimelineItem) => lineOf(item, detail);
      const kept = (item: TimelineItem) => seqOf(item) >= from && !left.includes(seqOf(item));
      const [lines, wanted] = [shown, expected].map((items) => items.filter(kept).map(line));
      return lines?.join() === wanted?.join()
        ? []
        : [
            `${device.name} shows of ${conversation}\n${lines?.join('\n')}\nand a new device\n${wanted?.join('\n')}`,
          ];
    }),
  );
}

function isInside(tab: Tab | undefined, conversation: Uuid): boolean {
  return (
    tab?.client.conversations.get()?.some(({ id, role }) => id === conversation && role !== null) === true
  );
}

function isDeleted(item: TimelineItem): boolean {
  return item.kind === 'message' && item.deleted;
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

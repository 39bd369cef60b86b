import type { SealedConversation, TimelineItem } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import type { KnownAnew } from '../checker/facts.ts';
import { hadDeparted } from '../checker/had-departed.ts';
import type { SdkDevice } from '../client/sdk-device.ts';
import type { Tab } from '../client/tab.ts';
import { anotherBrowser } from './another-browser.ts';
import { knownAnew } from './known-anew.ts';
import type { World } from './world.ts';

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
  return world.devices.flatMap((device) => {
    const other = fresh.find(({ uid }) => uid === device.uid);
    if (other === undefined) return [];
    const lost = anew.filter(({ uid }) => uid === device.uid);
    return [...differences(world, { device, fresh: other, lost, detail }), ...otherMembers(device, other)];
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
      // Who was not there while a group was sealed that a restore has opened again changes it unsigned: the others refuse that, and are told.
      const isRefused = alarms.some((one) => one.kind === 'refusedChange' && one.refusal === 'unsigned');
      return !inside.has(conversation) || isRefused || isSame(members, wanted)
        ? []
        : [
            `${device.name} believes ${members?.join()} to be in ${conversation}, and a new device ${wanted?.join()}`,
          ];
    }),
  );
}

function isSame(members: readonly Uuid[] | undefined, wanted: readonly Uuid[] | undefined): boolean {
  return members?.toSorted().join() === wanted?.toSorted().join();
}

interface Compared {
  readonly device: SdkDevice;
  readonly fresh: SdkDevice;
  readonly lost: readonly KnownAnew[];
  readonly detail: Detail;
}

function differences(world: World<SdkDevice>, { device, fresh, lost, detail }: Compared): string[] {
  const [other] = fresh.tabs;
  return device.tabs.flatMap((tab) =>
    [...tab.opened.keys()].flatMap((conversation) => {
      const shown = tab.shown(conversation);
      const expected = other?.shown(conversation) ?? [];
      const from = Math.max(firstSeq(shown), firstSeq(expected));
      // Who is in no longer keeps what was erased since, and is not told.
      const erased = isInside(other, conversation) ? [] : expected.filter(isDeleted).map(seqOf);
      // A browser in which the keys of before were still open goes on showing what it read with them.
      const anew = lost.find((one) => one.conversation === conversation);
      const heard = world.cluster.wiretap;
      const isOut = (item: TimelineItem) =>
        isUnopened(item) && hadDeparted(heard, device.uid, { conversation, time: item.time });
      const closed = expected.filter((item) => isClosedSince(item, anew) || isOut(item)).map(seqOf);
      const left = [...erased, ...closed, ...refusedIn(tab, conversation)];
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

/** What somebody who has never seen a group sealed says openly in it after a restore: those who remember that refuse it. */
function refusedIn({ client }: Tab, conversation: Uuid): readonly number[] {
  const { alarms = [], notOpened = [] } = client.sealed.get().get(conversation) ?? {};
  if (!alarms.some(({ kind }) => kind === 'diverged')) return [];
  return [...notOpened].flatMap(([seq, why]) =>
    why.kind === 'refused' && why.refusal === 'unsigned' ? seq : [],
  );
}

/** Whether it was said before its reader told the others of new keys, and is closed to these. */
function isClosedSince(item: TimelineItem, anew: KnownAnew | undefined): boolean {
  if (!isUnopened(item) || anew === undefined) return false;
  return seqOf(item) < (anew.from ?? Number.POSITIVE_INFINITY);
}

function isUnopened(item: TimelineItem): item is Extract<TimelineItem, { readonly kind: 'message' }> {
  return item.kind === 'message' && item.unopened;
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

import type { Uuid } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { MessageItem } from '../../model/timeline.ts';
import type { FoundMessages, MessageFilter } from '../../ports/message-search.ts';
import { messageItem } from '../timeline/message-item.ts';
import { fits } from './fits.ts';
import type { SearchDeps } from './search-deps.ts';

/** Entries that are read from the local copy at once, and looked through for one page. */
const AT_ONCE = 500;
const LOOKED_MOST = 10 * AT_ONCE;
/** Pages of the log that are fetched for one page of messages, where the local copy begins. */
const FETCHED_MOST = 5;

/** A page of what this device finds in what it holds. Further pages fetch what lies before that. */
export async function searchHere(
  deps: SearchDeps,
  conversation: Uuid,
  filter: MessageFilter,
  before = Number.MAX_SAFE_INTEGER,
): Promise<FoundMessages> {
  const { known, me } = deps;
  const isHeld = () => (known.get(conversation)?.window?.first ?? before) < before;
  if (!isHeld()) await fetchBefore(deps, conversation, before);
  const { window, head } = known.get(conversation) ?? {};
  const [first, last] = [window?.first ?? before, Math.min(window?.last ?? 0, before - 1)];
  const messages: MessageItem[] = [];
  let [from, backTo]: [number, number | undefined] = [last + 1, undefined];
  while (from > first && last - from < LOOKED_MOST && messages.length < LIMITS.pageFound) {
    const to = from - 1;
    from = Math.max(first, from - AT_ONCE);
    const part = await messagesIn(deps, conversation, from, to);
    backTo = part.oldest ?? backTo;
    messages.push(...part.messages.filter((item) => fits(item, filter, me)).toReversed());
  }
  const shown = messages.slice(0, LIMITS.pageFound);
  const isCut = shown.length < messages.length;
  const lowest = isCut ? (shown.at(-1)?.seq ?? from) : from;
  const isEnd = lowest <= Math.max(1, head?.readable[0]?.from ?? 1);
  return {
    messages: shown,
    next: isEnd || window === undefined ? undefined : lowest,
    isFar: lowest <= first,
    place: { kind: 'device', backTo },
  };
}

async function fetchBefore({ known, server }: SearchDeps, conversation: Uuid, before: number): Promise<void> {
  const log = await server.log(conversation);
  if (known.get(conversation)?.window === undefined) await log.start();
  const isWanted = () =>
    (known.get(conversation)?.window?.first ?? 1) > before - FETCHED_MOST * LIMITS.pageEntries;
  let isMore = true;
  while (isMore && isWanted()) isMore = await log.loadOlder(LIMITS.pageEntries);
}

/** As they read now. */
async function messagesIn({ me, storage }: SearchDeps, conversation: Uuid, from: number, to: number) {
  const [entries, changes] = await Promise.all([
    storage.readEntries(conversation, from, to),
    storage.readChanges(conversation, from, to),
  ]);
  const byTarget = Map.groupBy(changes, targetOf);
  const messages = entries
    .filter(({ body }) => body.kind === 'message')
    .map((entry) => {
      const facts = { entry, changes: byTarget.get(entry.seq) ?? [], pending: [] };
      return messageItem({ ...facts, floor: { delivered: 0, read: 0 } }, me);
    });
  return { messages, oldest: entries[0]?.time };
}

function targetOf({ body }: HeldEntry): number {
  return 'target' in body && typeof body.target === 'number' ? body.target : 0;
}

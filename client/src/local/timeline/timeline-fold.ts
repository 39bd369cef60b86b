import type { Mark, Range, Uuid } from '@parley/protocol';
import { carriesPayload, GENERAL, isKnownKind } from '@parley/protocol/core';
import { isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import { gathered } from './gathered.ts';
import { kindOf, messageItem, targetOf, unsentItem } from './message-item.ts';
import type { MessageItem, TimelineItem } from '../../model/timeline.ts';

/** An entry that points at a message. */
type Change = HeldEntry & { readonly body: { readonly target: number } };
type StoredItem = TimelineItem & { readonly seq?: number };

/** Folds entries into timeline items and updates them with new entries, marks and outbox items. Redoes only what changed. */
export class TimelineFold {
  readonly #me: Uuid;
  /** Also pins that are not shown yet: it is not certain that they count. */
  readonly #messages = new Map<number, HeldEntry>();
  readonly #changes = new Map<number, HeldEntry[]>();
  readonly #ownIds = new Set<Uuid>();
  #pending = new Map<number, OutboxItem[]>();
  #floor: Mark = { delivered: 0, read: 0 };
  #stored: readonly StoredItem[] = [];
  #unsent: readonly MessageItem[] = [];

  constructor(me: Uuid) {
    this.#me = me;
  }

  /** The items of the log, in its order. */
  stored(): readonly TimelineItem[] {
    return this.#stored;
  }

  /** In the order of the log; unsent messages last. */
  items(): readonly TimelineItem[] {
    const unsent = this.#unsent.filter(({ id }) => !this.#ownIds.has(id));
    return unsent.length === 0 ? this.#stored : [...this.#stored, ...unsent];
  }

  /** Adds entries after all others. @returns their items */
  append(entries: readonly HeldEntry[], hidden: readonly Range[]): readonly TimelineItem[] {
    const touched = this.#note(entries);
    const items = this.#itemsOf(entries, hidden);
    this.#stored = gathered(this.#stored, items);
    this.#redo(touched);
    return items;
  }

  /** Adds entries before all others. @returns their items */
  prepend(entries: readonly HeldEntry[], hidden: readonly Range[]): readonly TimelineItem[] {
    const touched = this.#note(entries);
    const items = this.#itemsOf(entries, hidden);
    this.#stored = gathered(gathered([], items), this.#stored);
    this.#redo(touched);
    return items;
  }

  /** Takes changes to messages that are here or about to be added. Changes to others arrive with their messages. */
  change(entries: readonly HeldEntry[]): void {
    this.#redo(this.#noteChanges(entries));
  }

  /** The messages that are not opened yet, or have a change that is not, and pins that are not shown yet. */
  unopened(): readonly number[] {
    const isClosed = (entry: HeldEntry) =>
      isUnopened(entry) || (this.#changes.get(entry.seq) ?? []).some(isUnopened);
    return [...this.#messages.values()].filter(isClosed).map(({ seq }) => seq);
  }

  /** Takes messages and changes that are here, as the local copy holds them now. */
  opened(entries: readonly HeldEntry[]): void {
    const closed = new Set(this.unopened());
    const messages = entries.filter(({ seq }) => closed.has(seq));
    for (const entry of messages) this.#messages.set(entry.seq, entry);
    this.#noteChanges(entries);
    this.#redo([...closed]);
    const late = entries.filter(
      (entry) => entry.body.kind !== 'message' && !isUnopened(entry) && this.#messages.delete(entry.seq),
    );
    this.#stored = inOrder([...this.#stored, ...late.flatMap((entry) => this.#itemOf(entry))]);
  }

  /** Drops all items after the first `count`. @returns the last `seq` kept; undefined if nothing was dropped */
  keepFirst(count: number): number | undefined {
    const end = this.#stored[count];
    if (end === undefined) return undefined;
    this.#keep(this.#stored.slice(0, count), (seq) => seq < placeOf(end));
    return placeOf(end) - 1;
  }

  /** Drops all items but the last `count`. @returns the first `seq` kept; undefined if nothing was dropped */
  keepLast(count: number): number | undefined {
    const start = this.#stored[this.#stored.length - count];
    if (start === undefined || this.#stored.length <= count) return undefined;
    this.#keep(this.#stored.slice(-count), (seq) => seq >= placeOf(start));
    return placeOf(start);
  }

  /** Drops all items of the log, to begin elsewhere in it. */
  clear(): void {
    this.#keep([], () => false);
    this.#ownIds.clear();
  }

  /** All other members have received and read at least this much. */
  setFloor(floor: Mark): void {
    const before = this.#floor;
    if (before.delivered === floor.delivered && before.read === floor.read) return;
    this.#floor = floor;
    const from = Math.min(before.read, floor.read) + 1;
    const to = Math.max(before.delivered, floor.delivered);
    this.#redo(this.#ownBetween(from, to));
  }

  /** The items of this conversation in the outbox. */
  setOutbox(items: readonly OutboxItem[]): void {
    const before = this.#pending;
    this.#pending = Map.groupBy(
      items.filter((item) => targetOf(item) !== undefined),
      (item) => targetOf(item) ?? 0,
    );
    this.#unsent = items
      .filter((item) => kindOf(item) === 'message')
      .map((item) => unsentItem(item, this.#me));
    this.#redo([...before.keys(), ...this.#pending.keys()]);
  }

  /** Remembers messages and changes. @returns messages that were changed */
  #note(entries: readonly HeldEntry[]): number[] {
    for (const entry of entries) if (entry.body.kind === 'message') this.#noteMessage(entry);
    return this.#noteChanges(entries);
  }

  #noteChanges(entries: readonly HeldEntry[]): number[] {
    const byTarget = Map.groupBy(entries.filter(isChange), ({ body }) => body.target);
    for (const [target, changes] of byTarget) {
      // Some may be known already: a change arrives with its message, and again with the page that it is part of.
      const bySeq = new Map(
        [...(this.#changes.get(target) ?? []), ...changes].map((change) => [change.seq, change]),
      );
      this.#changes.set(
        target,
        [...bySeq.values()].sort((a, b) => a.seq - b.seq),
      );
    }
    return [...byTarget.keys()];
  }

  #noteMessage(entry: HeldEntry): void {
    this.#messages.set(entry.seq, entry);
    if (entry.sender === this.#me) this.#ownIds.add(entry.id);
  }

  #keep(items: readonly StoredItem[], stays: (seq: number) => boolean): void {
    this.#stored = items;
    for (const table of [this.#messages, this.#changes])
      for (const seq of table.keys()) if (!stays(seq)) table.delete(seq);
  }

  #itemsOf(entries: readonly HeldEntry[], hidden: readonly Range[]): StoredItem[] {
    const items = entries.flatMap((entry) => this.#itemOf(entry));
    const ranges = hidden.map(({ from, to = from }): StoredItem => ({
      kind: 'hidden',
      id: `hidden-${from}`,
      from,
      to,
    }));
    return ranges.length === 0 ? items : inOrder([...items, ...ranges]);
  }

  #itemOf(entry: HeldEntry): StoredItem[] {
    const { conversation, seq, id, sender, time, body } = entry;
    if (conversation === GENERAL && body.kind === 'joined') return [];
    if (body.kind === 'message') return [this.#message(entry)];
    if (carriesPayload(body.kind) || body.kind === 'deletion' || body.kind === 'keys') return [];
    if (isUnopened(entry)) {
      this.#messages.set(seq, entry);
      return [];
    }
    return [{ kind: 'notice', id, seq, sender, time, body }];
  }

  #message(entry: HeldEntry): MessageItem {
    const changes = this.#changes.get(entry.seq) ?? [];
    const pending = this.#pending.get(entry.seq) ?? [];
    return messageItem({ entry, changes, pending, floor: this.#floor }, this.#me);
  }

  /** Rebuilds the items of some messages; the others keep their identity. */
  #redo(seqs: readonly number[]): void {
    if (seqs.length === 0) return;
    const items = [...this.#stored];
    for (const seq of seqs) {
      const entry = this.#messages.get(seq);
      const index = indexOf(items, seq);
      if (entry !== undefined && index !== undefined) items[index] = this.#message(entry);
    }
    this.#stored = items;
  }

  #ownBetween(from: number, to: number): number[] {
    const seqs: number[] = [];
    for (let index = this.#stored.length - 1; index >= 0; index--) {
      const item = this.#stored[index];
      if (item === undefined || placeOf(item) < from) break;
      if (item.kind === 'message' && item.own && placeOf(item) <= to) seqs.push(placeOf(item));
    }
    return seqs;
  }
}

function isChange(entry: HeldEntry): entry is Change {
  return isKnownKind(entry.body.kind) && 'target' in entry.body;
}

function inOrder(items: readonly StoredItem[]): StoredItem[] {
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(item: StoredItem): number {
  return item.kind === 'hidden' ? item.from : (item.seq ?? Number.POSITIVE_INFINITY);
}

/** Where the item of a `seq` stands, by binary search. */
function indexOf(items: readonly StoredItem[], seq: number): number | undefined {
  let [low, high] = [0, items.length - 1];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item === undefined) return undefined;
    const place = placeOf(item);
    if (place === seq) return middle;
    if (place < seq) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

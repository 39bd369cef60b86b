import { canonicalJson, type Content, type Entry, type Uuid } from '@parley/protocol';
import type { OutboxItem } from '../../model/outbox-item.ts';

/**
 * What this device wrote is known before it is opened. Else a message that the server acknowledges and then loses, while what it takes to
 * judge messages cannot be asked for, would be kept without its words. It is shown as opened only once it was judged.
 */
export class OwnWords {
  readonly #me: Uuid;
  readonly #items: () => readonly OutboxItem[];
  /** By their ids. The outbox in memory may not know yet what of them was sealed. */
  readonly #sent = new Map<Uuid, OutboxItem>();

  /** @param items what the outbox holds; an item leaves it when its entry is stored */
  constructor(me: Uuid, items: () => readonly OutboxItem[]) {
    this.#me = me;
    this.#items = items;
  }

  /** An item is about to be sent with these bytes. */
  sending(item: OutboxItem): void {
    const held = new Set(this.#items().map(({ id }) => id));
    for (const id of this.#sent.keys()) if (!held.has(id)) this.#sent.delete(id);
    this.#sent.set(item.id, item);
  }

  /** @returns what an entry says if it is, byte for byte, an item that was sent */
  of(entry: Entry): Content | undefined {
    if (entry.sender !== this.#me) return undefined;
    const items = [this.#sent.get(entry.id), this.#items().find(({ id }) => id === entry.id)];
    const { task } = items.find((item) => item !== undefined && isOf(item, entry)) ?? {};
    return task?.kind === 'append' ? task.content : undefined;
  }
}

function isOf({ conversation, task, payload }: OutboxItem, entry: Entry): boolean {
  if (payload === undefined || !('bytes' in payload)) return false;
  if (entry.payload === undefined || !('bytes' in entry.payload)) return false;
  return (
    conversation === entry.conversation &&
    task.kind === 'append' &&
    payload.kind === entry.payload.kind &&
    payload.bytes === entry.payload.bytes &&
    canonicalJson(task.body) === canonicalJson(entry.body)
  );
}

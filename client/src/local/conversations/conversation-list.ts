import type { Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { ConversationRow } from '../../ports/chat-client.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { Drafts } from '../drafts/drafts.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';
import { isListed, rowOf } from './row.ts';

interface ListDeps {
  readonly me: Uuid;
  readonly known: KnownConversations;
  readonly people: PeopleDirectory;
  readonly drafts: Drafts;
}

/** The list of conversations, newest first. Only rows that changed are rebuilt. */
export class ConversationList {
  /** Undefined until the local copy was read. */
  readonly rows = atom<readonly ConversationRow[] | undefined>(undefined);
  readonly #deps: ListDeps;
  readonly #rows = new Map<Uuid, ConversationRow>();
  readonly #dirty = new Set<Uuid>();
  #outbox = new Map<Uuid, OutboxItem[]>();
  #scheduled = false;

  constructor(deps: ListDeps) {
    this.#deps = deps;
    deps.known.onChange(({ id }) => this.#touch(id));
  }

  setOutbox(items: readonly OutboxItem[]): void {
    const before = this.#outbox;
    this.#outbox = Map.groupBy(items, ({ conversation }) => conversation);
    for (const id of [...before.keys(), ...this.#outbox.keys()]) this.#touch(id);
  }

  /** Blocking changed, or the local copy was read. */
  redoAll(): void {
    for (const { id } of this.#deps.known.all()) this.#touch(id);
    this.#schedule();
  }

  draftChanged(id: Uuid): void {
    this.#touch(id);
  }

  #touch(id: Uuid): void {
    this.#dirty.add(id);
    this.#schedule();
  }

  /** Changes of one turn redraw the list once. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    for (const id of this.#dirty) this.#redo(id);
    this.#dirty.clear();
    this.rows.set([...this.#rows.values()].sort(newestFirst));
  }

  #redo(id: Uuid): void {
    const { known, people, drafts, me } = this.#deps;
    const stored = known.get(id);
    const unsent = { outbox: this.#outbox.get(id) ?? [], draft: drafts.textIn(id) };
    if (stored === undefined || !isListed(stored, unsent)) this.#rows.delete(id);
    else this.#rows.set(id, rowOf(stored, unsent, people.blocked.get(), me));
  }
}

function newestFirst(a: ConversationRow, b: ConversationRow): number {
  return b.time - a.time || (a.id < b.id ? -1 : 1);
}

import type { Conversation } from '@parley/client';
import type { Uuid } from '@parley/protocol';

interface Shown {
  readonly id: Uuid;
  readonly seq: number;
  /** Undefined while it is sealed here. */
  readonly text: string | undefined;
}

type Watched = Pick<Conversation, 'items' | 'close'>;

/** Looks at every state of a conversation that somebody is shown. */
export class Watcher {
  /** What must never be seen. */
  readonly complaints: string[] = [];
  /** Where each message stood when it was first shown as stored. */
  readonly stored = new Map<Uuid, number>();
  readonly #name: string;
  readonly #conversation: Watched;
  readonly #stop: () => void;

  constructor(name: string, conversation: Watched) {
    this.#name = name;
    this.#conversation = conversation;
    this.#stop = conversation.items.subscribe(() => this.#look());
  }

  get shown(): readonly Shown[] {
    return this.#conversation.items
      .get()
      .flatMap((item) =>
        item.kind === 'message' && item.seq !== undefined
          ? [{ id: item.id, seq: item.seq, text: item.content?.text }]
          : [],
      );
  }

  close(): void {
    this.#stop();
    this.#conversation.close();
  }

  #look(): void {
    const items = this.#conversation.items.get();
    const ids = items.map(({ id }) => id);
    if (new Set(ids).size < ids.length) this.#complain(`shown twice: ${ids.join()}`);
    const seqs = this.shown.map(({ seq }) => seq);
    if (seqs.some((seq, i) => i > 0 && seq <= (seqs[i - 1] ?? 0))) this.#complain(`order ${seqs.join()}`);
    for (const { id, seq } of this.shown) {
      const before = this.stored.get(id) ?? seq;
      if (before !== seq) this.#complain(`${id} moved from ${before} to ${seq}`);
      this.stored.set(id, before);
    }
    for (const id of this.stored.keys()) if (!ids.includes(id)) this.#complain(`${id} vanished`);
    for (const item of items)
      if (item.kind === 'message' && (item.status === 'refused' || item.status === 'lost'))
        this.#complain(`${item.status}: ${JSON.stringify(item.error)}`);
  }

  #complain(what: string): void {
    this.complaints.push(`${this.#name}: ${what}`);
  }
}

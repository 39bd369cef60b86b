import type { Entry, Uuid } from '@parley/protocol';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import type { SealingLogs } from '../../ports/sealing/sealed-logs.ts';
import type { BelievedLogs } from '../believed-logs.ts';
import { sealingViewOf } from './sealing-view-of.ts';

/** What is believed of sealed conversations, as whoever writes there sees it. */
export class ViewedLogs implements SealingLogs {
  readonly #me: Uuid;
  readonly #logs: BelievedLogs;

  constructor(me: Uuid, logs: BelievedLogs) {
    this.#me = me;
    this.#logs = logs;
  }

  async view(conversation: Uuid): Promise<SealingView | undefined> {
    const met = await this.#logs.meet(conversation);
    return met && sealingViewOf(this.#me, met);
  }

  async refreshMembers(conversation: Uuid): Promise<SealingView | undefined> {
    const met = await this.#logs.refreshMembers(conversation);
    return met && sealingViewOf(this.#me, met);
  }

  checkOpen(to: Addressee): void {
    this.#logs.checkOpen(to);
  }

  takeOwn(entry: Entry): void {
    this.#logs.takeOwn(entry);
  }

  catchUp(conversation: Uuid): Promise<void> {
    return this.#logs.catchUp(conversation);
  }

  onChange(listener: (conversation: Uuid) => void): () => void {
    return this.#logs.onChange(listener);
  }
}

import type { Uuid } from '@parley/protocol';
import { inRanges, LIMITS } from '@parley/protocol/core';
import type { HiddenItem, MessageItem } from '../../model/timeline.ts';
import { Serial } from '../../platform/serial.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { heldMessage } from './held-message.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { LookBack } from './look-back.ts';

/** A message this far below the local copy is fetched for one line about it: five pages. */
const NEAR = 5 * LIMITS.pageEntries;

export interface LookupDeps {
  readonly id: Uuid;
  readonly me: Uuid;
  readonly known: KnownConversations;
  readonly storage: Pick<ChatStorage, 'readEntries' | 'readChanges'>;
  /** What is looked back at. */
  readonly back: () => LookBack | undefined;
  readonly outbox: Outbox;
  /** Fetches what the local copy lacks from its beginning back to a `seq`. Resolves also if that fails. */
  fetchBackTo(seq: number): Promise<unknown>;
}

/** Finds messages that a pin or a quote refers to: one at a time, so that two do not fetch the same pages. */
export class MessageLookup {
  readonly #deps: LookupDeps;
  readonly #serial = new Serial();

  constructor(deps: LookupDeps) {
    this.#deps = deps;
  }

  find(seq: number): Promise<MessageItem | HiddenItem | undefined> {
    return this.#serial.run(async () => {
      const isHeld = () => this.#first <= seq || this.#deps.back()?.covers(seq) === true;
      if (!isHeld() && this.#first - seq <= NEAR) await this.#deps.fetchBackTo(seq);
      return isHeld() ? this.#held(seq) : undefined;
    });
  }

  /** Where the local copy begins. */
  get #first(): number {
    return this.#deps.known.get(this.#deps.id)?.window?.first ?? Number.POSITIVE_INFINITY;
  }

  async #held(seq: number): Promise<MessageItem | HiddenItem | undefined> {
    const { id, me, known, storage, back, outbox } = this.#deps;
    const message = await heldMessage(id, seq, {
      storage: back() ?? storage,
      outbox: outbox.itemsIn(id),
      me,
    });
    const hidden = (back() ?? known.get(id))?.window?.hidden ?? [];
    const isHidden = message === undefined && inRanges(hidden, seq);
    return isHidden ? { kind: 'hidden', id: `hidden-${seq}`, from: seq, to: seq } : message;
  }
}

import type { Uuid } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { HiddenItem, MessageItem } from '../../model/timeline.ts';
import { Serial } from '../../platform/serial.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { heldMessage } from './held-message.ts';

/** A message this far below the local copy is fetched for one line about it: five pages. */
const NEAR = 5 * LIMITS.pageEntries;

interface LookupDeps {
  readonly id: Uuid;
  readonly me: Uuid;
  readonly storage: ChatStorage;
  readonly known: KnownConversations;
  readonly outbox: Outbox;
  /** Fetches what the local copy lacks from its beginning back to a `seq`. Resolves also if that fails. */
  fetchBackTo(seq: number): Promise<void>;
}

/** Finds messages that a pin or a quote refers to: one at a time, so that two do not fetch the same pages. */
export class MessageLookup {
  readonly #deps: LookupDeps;
  readonly #serial = new Serial();
  #isUsed = false;

  constructor(deps: LookupDeps) {
    this.#deps = deps;
  }

  /** Whether anything was looked for. */
  get isUsed(): boolean {
    return this.#isUsed;
  }

  find(seq: number): Promise<MessageItem | HiddenItem | undefined> {
    this.#isUsed = true;
    return this.#serial.run(async () => {
      const missing = this.#first - seq;
      if (missing > 0 && missing <= NEAR) await this.#deps.fetchBackTo(seq);
      return this.#first > seq ? undefined : this.#held(seq);
    });
  }

  /** Where the local copy begins. */
  get #first(): number {
    return this.#deps.known.get(this.#deps.id)?.window?.first ?? Number.POSITIVE_INFINITY;
  }

  async #held(seq: number): Promise<MessageItem | HiddenItem> {
    const { id, me, storage, outbox } = this.#deps;
    const message = await heldMessage(id, seq, { storage, outbox: outbox.itemsIn(id), me });
    return message ?? { kind: 'hidden', id: `hidden-${seq}`, from: seq, to: seq };
  }
}

import type { Uuid } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { HiddenItem, MessageItem } from '../../model/timeline.ts';
import { Serial } from '../../platform/serial.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import { heldMessage } from './held-message.ts';

/** A message this far below the local copy is fetched for one line about it: five pages. */
const NEAR = 5 * LIMITS.pageEntries;

interface LookupDeps {
  readonly id: Uuid;
  readonly me: Uuid;
  readonly storage: ChatStorage;
  stored(): StoredConversation | undefined;
  outbox(): readonly OutboxItem[];
  /** Fetches what the local copy lacks from its beginning back to a `seq`. Resolves also if that fails. */
  fetchBackTo(seq: number): Promise<void>;
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
      const missing = this.#first - seq;
      if (missing > 0 && missing <= NEAR) await this.#deps.fetchBackTo(seq);
      return this.#first > seq ? undefined : this.#held(seq);
    });
  }

  /** Where the local copy begins. */
  get #first(): number {
    return this.#deps.stored()?.window?.first ?? Number.POSITIVE_INFINITY;
  }

  async #held(seq: number): Promise<MessageItem | HiddenItem> {
    const { id, me, storage } = this.#deps;
    const message = await heldMessage(id, seq, { storage, outbox: this.#deps.outbox(), me });
    return message ?? { kind: 'hidden', id: `hidden-${seq}`, from: seq, to: seq };
  }
}

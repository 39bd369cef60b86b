import type { Uuid } from '@parley/protocol';
import { assertSendable } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import type { NewOutboxItem, OutboxItem, OutboxTask } from '../../model/outbox-item.ts';
import type { OutboxOwnership } from '../../ports/outbox-ownership.ts';

export interface OutboxDeps {
  readonly storage: ChatStorage;
  readonly ownership: OutboxOwnership;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the connection can carry commands now. */
  isReady(): boolean;
  /** Items may wait that can be sent now: `OutboxSender` sends them, once it is loaded. */
  send(): void;
  background(task: Promise<unknown>): void;
}

/** Commands kept until the server has received them. */
export class Outbox {
  /** In the order of the queue; for display only, since other tabs change the stored outbox, too. */
  readonly items = atom<readonly OutboxItem[]>([]);
  readonly #deps: OutboxDeps;
  #owned = false;
  #release: () => void = () => undefined;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** Whether this tab is the one that sends. */
  get isOwner(): boolean {
    return this.#owned;
  }

  start(items: readonly OutboxItem[]): void {
    this.items.set(items);
    this.#release = this.#deps.ownership.acquire({
      gained: () => {
        this.#owned = true;
        this.#deps.send();
      },
      lost: () => (this.#owned = false),
      changed: () => this.#deps.background(this.reload()),
    });
  }

  stop(): void {
    this.#owned = false;
    this.#release();
  }

  /** Resolves once it is stored. @throws CodedError if the server would refuse it or a reader could not show all of it */
  async add(conversation: Uuid, peer: Uuid | undefined, task: OutboxTask): Promise<OutboxItem> {
    if (task.kind === 'append' && task.content !== undefined) assertSendable(task.content);
    const { storage, random, clock } = this.#deps;
    const common = { conversation, id: random.uuid(), time: clock.now(), task };
    const item: NewOutboxItem = peer === undefined ? common : { ...common, peer };
    const stored = await storage.enqueue(item);
    await this.changedHere();
    return stored;
  }

  /** Sends a refused or lost item again. */
  async retry(key: number): Promise<void> {
    await this.#deps.storage.retry(key, this.#deps.random.uuid());
    await this.changedHere();
  }

  /** @returns false if the server may have it, so that it cannot be withdrawn */
  async discard(key: number): Promise<boolean> {
    const discarded = await this.#deps.storage.discard(key);
    await this.changedHere();
    return discarded;
  }

  /** Resolves when the outbox is empty or blocked, at the latest after `ms`. */
  settled(ms: number): Promise<void> {
    const waits = () =>
      this.#deps.isReady() && this.items.get().some(({ state }) => state.kind === 'waiting');
    return new Promise((resolve) => {
      const end = () => {
        stop();
        cancel();
        resolve();
      };
      const cancel = this.#deps.clock.setTimeout(end, ms);
      const stop = this.items.listen(() => {
        if (!waits()) end();
      });
      if (!waits()) end();
    });
  }

  /** Reads the stored outbox again: items were added, or removed with their entries. */
  async reload(): Promise<void> {
    this.items.set(await this.#deps.storage.outbox());
    this.#deps.send();
  }

  /** This tab changed the stored outbox. The change is stored even if the outbox cannot be read again now. */
  async changedHere(): Promise<void> {
    const reloaded = this.reload();
    this.#deps.background(reloaded);
    try {
      await reloaded;
    } catch {
      // Reported already; other lanes may succeed.
    }
    this.#deps.ownership.announce();
  }
}

import type { Uuid } from '@parley/protocol';
import { assertSendable } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import { commandId } from '../../model/command-id.ts';
import type { NewOutboxItem, OutboxItem, OutboxTask } from '../../model/outbox-item.ts';
import type { OutboxOwnership } from '../../ports/outbox/outbox-ownership.ts';
import type { OutboxQueue } from '../../ports/outbox/outbox-queue.ts';
import type { LazyServer } from '../lazy-server.ts';

export interface OutboxDeps {
  readonly storage: ChatStorage;
  readonly clock: Clock;
  readonly random: Random;
  readonly server: LazyServer;
  background(task: Promise<unknown>): void;
}

/** Commands kept until the server has received them. */
export class Outbox implements OutboxQueue {
  readonly items = atom<readonly OutboxItem[]>([]);
  readonly #deps: OutboxDeps;
  #owned = false;
  #ownership: OutboxOwnership | undefined;
  #release: () => void = () => undefined;
  /** Wait for this tab to own the outbox. */
  #waiting: (() => void)[] = [];

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  get isOwner(): boolean {
    return this.#owned;
  }

  async take(): Promise<void> {
    if (this.#owned) return;
    const owned = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#ownership?.take();
    await owned;
  }

  /** What waits or was refused in one conversation. */
  itemsIn(conversation: Uuid): readonly OutboxItem[] {
    return this.items.get().filter((item) => item.conversation === conversation);
  }

  start(items: readonly OutboxItem[]): void {
    this.items.set(items);
  }

  share(ownership: OutboxOwnership): void {
    this.stop();
    this.#ownership = ownership;
    this.#release = ownership.acquire({
      gained: () => {
        this.#owned = true;
        for (const go of this.#waiting.splice(0)) go();
        this.#deps.server.send();
      },
      lost: () => (this.#owned = false),
      changed: () => this.#deps.background(this.reload()),
    });
    // Another tab may have changed something before this one heard of it.
    this.#deps.background(this.reload());
  }

  stop(): void {
    this.#owned = false;
    this.#release();
  }

  /** Resolves once it is stored. @throws CodedError if the server would refuse it or a reader could not show all of it */
  async add(conversation: Uuid, peer: Uuid | undefined, task: OutboxTask): Promise<OutboxItem> {
    if (task.kind === 'append' && task.content !== undefined) assertSendable(task.content);
    const { storage, random, clock } = this.#deps;
    const common = { conversation, id: commandId(clock.now(), random.uuid()), time: clock.now(), task };
    const item: NewOutboxItem = peer === undefined ? common : { ...common, peer };
    const stored = await storage.enqueue(item);
    // At once: if the copy is lost before it was read again, this is all that knows of the item.
    this.items.set([...this.items.get().filter(({ key }) => key !== stored.key), stored]);
    await this.changedHere();
    return stored;
  }

  /** Sends a refused or lost item again. @param task what it asks for from now on, if the server certainly does not have it */
  async retry(key: number, task?: OutboxTask): Promise<void> {
    const { storage, clock, random } = this.#deps;
    await storage.retry(key, commandId(clock.now(), random.uuid()), task);
    await this.changedHere();
  }

  /** @returns false if the server may have it, so that it cannot be withdrawn */
  async discard(key: number): Promise<boolean> {
    const discarded = await this.#deps.storage.discard(key);
    await this.changedHere();
    return discarded;
  }

  async reload(): Promise<void> {
    this.items.set(await this.#deps.storage.outbox());
    this.#deps.server.send();
  }

  /** The change is stored even if the outbox cannot be read again now. */
  async changedHere(): Promise<void> {
    const reloaded = this.reload();
    this.#deps.background(reloaded);
    try {
      await reloaded;
    } catch {
      // Reported already; other lanes may succeed.
    }
    this.#ownership?.announce();
  }
}

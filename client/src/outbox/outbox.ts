import type { Uuid } from '@parley/protocol';
import { assertSendable } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random/random.ts';
import type { ChatStorage } from '../storage/chat-storage.ts';
import { Serial } from '../sync/serial.ts';
import type { NewOutboxItem, OutboxItem, OutboxTask } from './outbox-item.ts';
import { OutboxLane } from './outbox-lane.ts';
import type { OutboxOwnership } from './outbox-ownership.ts';

export interface OutboxDeps {
  readonly storage: ChatStorage;
  readonly ownership: OutboxOwnership;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the connection can carry commands now. */
  isReady(): boolean;
  /** Sends one item and stores the server's answer in the local copy. @throws ParleyError, NoAnswerError */
  readonly deliver: (item: OutboxItem) => Promise<void>;
  /** Resolves when the server has answered something harmless. @throws NoAnswerError */
  readonly probe: () => Promise<void>;
  background(task: Promise<unknown>): void;
}

/** Commands kept until the server has received them: sent in order, one at a time in each conversation. */
export class Outbox {
  /** In the order of the queue; for display only, since other tabs change the stored outbox, too. */
  readonly items = atom<readonly OutboxItem[]>([]);
  readonly #deps: OutboxDeps;
  readonly #lanes = new Map<string, OutboxLane>();
  readonly #trials = new Serial();
  #owned = false;
  #release: () => void = () => undefined;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  start(items: readonly OutboxItem[]): void {
    this.items.set(items);
    this.#release = this.#deps.ownership.acquire({
      gained: () => {
        this.#owned = true;
        this.send();
      },
      lost: () => (this.#owned = false),
      changed: () => this.#deps.background(this.reload()),
    });
  }

  stop(): void {
    this.#owned = false;
    this.#release();
  }

  /** Resolves once it is stored. @throws ParleyError if the server would refuse it or a reader could not show all of it */
  async add(conversation: Uuid, peer: Uuid | undefined, task: OutboxTask): Promise<OutboxItem> {
    if (task.kind === 'append' && task.content !== undefined) assertSendable(task.content);
    const { storage, random, clock } = this.#deps;
    const common = { conversation, id: random.uuid(), time: clock.now(), task };
    const item: NewOutboxItem = peer === undefined ? common : { ...common, peer };
    const stored = await storage.enqueue(item);
    await this.#changedHere();
    return stored;
  }

  /** Sends a refused or lost item again. */
  async retry(key: number): Promise<void> {
    await this.#deps.storage.retry(key, this.#deps.random.uuid());
    await this.#changedHere();
  }

  /** @returns false if the server may have it, so that it cannot be withdrawn */
  async discard(key: number): Promise<boolean> {
    const discarded = await this.#deps.storage.discard(key);
    await this.#changedHere();
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
    this.send();
  }

  /** The connection can carry commands again. */
  connected(): void {
    for (const lane of this.#lanes.values()) lane.resume();
    this.send();
  }

  /** Sends waiting items, if this tab owns the outbox. */
  send(): void {
    if (!this.#canSend()) return;
    for (const { conversation, task, state } of this.items.get()) {
      if (state.kind !== 'waiting') continue;
      this.#deps.background(this.#lane(conversation, task.kind).run());
    }
  }

  #canSend(): boolean {
    return this.#owned && this.#deps.isReady();
  }

  /** The change is stored even if the outbox cannot be read again now. */
  async #changedHere(): Promise<void> {
    const reloaded = this.reload();
    this.#deps.background(reloaded);
    try {
      await reloaded;
    } catch {
      // Reported already; other lanes may succeed.
    }
    this.#deps.ownership.announce();
  }

  #lane(conversation: Uuid, kind: OutboxTask['kind']): OutboxLane {
    const name = `${conversation}/${kind}`;
    const lane = this.#lanes.get(name) ?? this.#newLane(conversation, kind);
    this.#lanes.set(name, lane);
    return lane;
  }

  #newLane(conversation: Uuid, kind: OutboxTask['kind']): OutboxLane {
    const { storage, clock, deliver, probe } = this.#deps;
    const deps = {
      storage,
      clock,
      deliver,
      probe,
      trials: this.#trials,
      isOwner: () => this.#owned,
      canSend: () => this.#canSend(),
      changed: () => this.#changedHere(),
    };
    return new OutboxLane(deps, { conversation, kind });
  }
}

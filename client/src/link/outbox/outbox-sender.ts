import type { Uuid } from '@parley/protocol';
import type { Clock } from '../../ports/clock.ts';
import type { QueueStorage } from '../../ports/storage/queue-storage.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { Serial } from '../../platform/serial.ts';
import type { OutboxItem, OutboxTask } from '../../model/outbox-item.ts';
import { OutboxLane } from './outbox-lane.ts';
import type { OutboxQueue } from '../../ports/outbox/outbox-queue.ts';

interface SenderDeps {
  readonly outbox: OutboxQueue;
  readonly queue: QueueStorage;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Whether the connection can carry commands now. */
  isReady(): boolean;
  /** Whether nothing is sent to a conversation until this client is updated. */
  readonly isHeld: (conversation: Uuid) => boolean;
  /** Sends one item and stores the server's answer in the local copy. @throws CodedError, NoAnswerError */
  readonly deliver: (item: OutboxItem) => Promise<void>;
  /** Resolves when the server has answered something harmless. @throws NoAnswerError */
  readonly probe: () => Promise<void>;
  background(task: Promise<unknown>): void;
}

/** Sends what waits in the outbox: in order, one item at a time in each conversation. */
export class OutboxSender {
  readonly #deps: SenderDeps;
  readonly #lanes = new Map<string, OutboxLane>();
  readonly #trials = new Serial();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** The connection can carry commands again. */
  connected(): void {
    for (const lane of this.#lanes.values()) lane.resume();
    this.send();
  }

  /** Sends waiting items, if this tab owns the outbox. */
  send(): void {
    if (!this.#canSend()) return;
    for (const { conversation, task, state } of this.#deps.outbox.items.get()) {
      if (state.kind !== 'waiting' || this.#deps.isHeld(conversation)) continue;
      this.#deps.background(this.#lane(conversation, task.kind).run());
    }
  }

  /** Nothing more is sent. */
  stop(): void {
    for (const lane of this.#lanes.values()) lane.stop();
  }

  #canSend(): boolean {
    return this.#deps.outbox.isOwner && this.#deps.isReady();
  }

  #lane(conversation: Uuid, kind: OutboxTask['kind']): OutboxLane {
    const name = `${conversation}/${kind}`;
    const lane = this.#lanes.get(name) ?? this.#newLane(conversation, kind);
    this.#lanes.set(name, lane);
    return lane;
  }

  #newLane(conversation: Uuid, kind: OutboxTask['kind']): OutboxLane {
    const { outbox, queue, sealer, clock, deliver, probe, isHeld } = this.#deps;
    const deps = {
      queue,
      sealer,
      clock,
      deliver,
      probe,
      trials: this.#trials,
      isOwner: () => outbox.isOwner,
      canSend: () => this.#canSend() && !isHeld(conversation),
      changed: () => outbox.changedHere(),
      background: (task: Promise<unknown>) => this.#deps.background(task),
    };
    return new OutboxLane(deps, { conversation, kind });
  }
}

import type { WireError } from '@parley/protocol';
import { ParleyError } from '@parley/protocol/core';
import type { Clock } from '../clock/clock.ts';
import { NoAnswerError } from '../http/no-answer-error.ts';
import { endsSession } from '../session/credentials.ts';
import type { ChatStorage } from '../storage/chat-storage.ts';
import type { Serial } from '../sync/serial.ts';
import { payloadOf } from './message-event.ts';
import type { Lane, OutboxItem } from './outbox-item.ts';
import { pauseAfterCloses, pauseAfterRefusals } from './outbox-pause.ts';

/** How often a connection may close under an item, right after it carried a question, before the item steps aside. */
const CLOSES_MAX = 8;

export interface LaneDeps {
  readonly storage: ChatStorage;
  readonly clock: Clock;
  /** Whether this client is the one that sends. */
  isOwner(): boolean;
  /** Whether it is, and connected. */
  canSend(): boolean;
  /** Brings one item to the server and its answer into the local copy. @throws ParleyError, NoAnswerError */
  readonly deliver: (item: OutboxItem) => Promise<void>;
  /** Resolves when the server has answered something harmless. @throws NoAnswerError */
  readonly probe: () => Promise<void>;
  /** One for all lanes: items that a connection closed under go one at a time. */
  readonly trials: Serial;
  /** Something in the stored outbox changed. */
  changed(): Promise<void>;
}

/** What is known about the connection that an item goes out on: only a `proven` one that closes tells against the item. */
type Way = 'unknown' | 'proven';

/** Sends what waits in one lane, one after the other. */
export class OutboxLane {
  readonly #deps: LaneDeps;
  readonly #lane: Lane;
  /** Keys up to here are acknowledged; their entries may still be on the way into the log. */
  #acknowledged = 0;
  /** Refusals of the first item in a row that a later try may overcome. */
  #refusals = 0;
  /** Connections in a row that closed with the first item in flight, or before its turn came. */
  #closes = 0;
  #running = false;
  /** Somebody asked to send while the queue was found empty, or nearly so. */
  #asked = false;
  #resume: () => void = () => undefined;

  constructor(deps: LaneDeps, lane: Lane) {
    this.#deps = deps;
    this.#lane = lane;
  }

  /** Goes on until nothing waits or nothing can be sent. */
  async run(): Promise<void> {
    this.#asked = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#asked && this.#deps.canSend()) {
        this.#asked = false;
        while (this.#deps.canSend() && (await this.#sendNext()));
      }
    } finally {
      this.#running = false;
    }
  }

  /** The connection is another one: what the server could not do before, it may do now. */
  resume(): void {
    this.#refusals = 0;
    // A server that came back from a backup may have lost what it acknowledged; all others know the id.
    this.#acknowledged = 0;
    this.#resume();
  }

  /** @returns whether to go on */
  async #sendNext(): Promise<boolean> {
    const next = await this.#deps.storage.nextOf(this.#lane, this.#acknowledged);
    if (next === undefined) return false;
    if (this.#closes + next.closes === 0 || next.task.kind !== 'append') return this.#send(next, 'unknown');
    return this.#deps.trials.run(() => this.#try(next));
  }

  /** Shows first that the connection carries something else. */
  async #try(next: OutboxItem): Promise<boolean> {
    if (!this.#deps.canSend()) return false;
    try {
      await this.#deps.probe();
    } catch (error) {
      if (error instanceof NoAnswerError) return this.#pauseAfterClose();
      throw error;
    }
    return this.#send(next, 'proven');
  }

  async #send(next: OutboxItem, way: Way): Promise<boolean> {
    const item = await this.#deps.storage.prepare(next.key, payloadOf(next));
    if (item === undefined) return true;
    // The connection may have gone meanwhile: what never left did not close it.
    if (!this.#deps.canSend()) return false;
    try {
      await this.#deps.deliver(item);
      this.#acknowledged = item.key;
      this.#goesOn();
      return true;
    } catch (error) {
      if (error instanceof ParleyError) return this.#refused(item, error);
      if (error instanceof NoAnswerError) return this.#unanswered(item, way);
      throw error;
    }
  }

  async #refused(item: OutboxItem, error: ParleyError): Promise<boolean> {
    if (endsSession(error.code)) return false;
    if (error.retryable) return this.#pauseAfterRefusal(error.retryAfterMs);
    if (item.task.kind === 'append') await this.#stepAside(item, error.toWire(), true);
    else await this.#giveUp(item);
    return true;
  }

  /** Nobody can retry or discard a preference: what the server knows counts again. */
  async #giveUp({ key }: OutboxItem): Promise<void> {
    await this.#deps.storage.finish(key);
    await this.#deps.changed();
  }

  /** The connection closed under it. An item that does that every time must not hold up the others for ever. */
  async #unanswered(item: OutboxItem, way: Way): Promise<boolean> {
    // It was closed here, or another tab sends now and counts for itself.
    if (!this.#deps.isOwner()) return false;
    const closes = way === 'proven' ? await this.#deps.storage.countClose(item.key) : 0;
    if (closes < CLOSES_MAX) return this.#pauseAfterClose();
    const message = `The connection broke ${closes} times while this was being sent.`;
    await this.#stepAside(item, new ParleyError('E_INTERNAL', { message }).toWire(), false);
    return true;
  }

  async #stepAside(item: OutboxItem, error: WireError, definite: boolean): Promise<void> {
    await this.#deps.storage.refuse(item.key, error, definite);
    this.#goesOn();
    await this.#deps.changed();
  }

  /** Another item is the first one now. */
  #goesOn(): void {
    this.#refusals = 0;
    this.#closes = 0;
  }

  /** Ends early on another connection. */
  async #pauseAfterRefusal(ms = pauseAfterRefusals(++this.#refusals)): Promise<true> {
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.setTimeout(resolve, ms);
      this.#resume = () => {
        cancel();
        resolve();
      };
    });
    return true;
  }

  /** Another connection does not end it: a network that breaks them one by one would see ever more of them. */
  async #pauseAfterClose(): Promise<true> {
    const ms = pauseAfterCloses(++this.#closes);
    await new Promise<void>((resolve) => void this.#deps.clock.setTimeout(resolve, ms));
    return true;
  }
}

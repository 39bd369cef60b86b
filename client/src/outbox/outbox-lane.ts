import type { WireError } from '@parley/protocol';
import { ParleyError } from '@parley/protocol/core';
import type { Clock } from '../clock/clock.ts';
import { NoAnswerError } from '../http/no-answer-error.ts';
import { endsSession } from '../session/credentials.ts';
import type { ChatStorage } from '../storage/chat-storage.ts';
import { payloadOf } from './message-event.ts';
import type { Lane, OutboxItem } from './outbox-item.ts';

/** With the same item in flight, this many connections may close before it counts as what closes them. */
const CLOSES_MAX = 3;
const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 10_000;

export interface LaneDeps {
  readonly storage: ChatStorage;
  readonly clock: Clock;
  /** Whether this client is the one that sends. */
  isOwner(): boolean;
  /** Whether it is, and connected. */
  canSend(): boolean;
  /** Brings one item to the server and its answer into the local copy. @throws ParleyError, NoAnswerError */
  readonly deliver: (item: OutboxItem) => Promise<void>;
  /** Something in the stored outbox changed. */
  changed(): Promise<void>;
}

/** Sends what waits in one lane, one after the other. */
export class OutboxLane {
  readonly #deps: LaneDeps;
  readonly #lane: Lane;
  /** Keys up to here are acknowledged; their entries may still be on the way into the log. */
  #acknowledged = 0;
  #failures = 0;
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

  /** Ends a pause: the connection is another one. */
  resume(): void {
    this.#failures = 0;
    // A server that came back from a backup may have lost what it acknowledged; all others know the id.
    this.#acknowledged = 0;
    this.#resume();
  }

  /** @returns whether to go on */
  async #sendNext(): Promise<boolean> {
    const { storage } = this.#deps;
    const next = await storage.nextOf(this.#lane, this.#acknowledged);
    if (next === undefined) return false;
    const item = await storage.prepare(next.key, payloadOf(next));
    if (item === undefined) return true;
    // The connection may have gone meanwhile: what never left did not close it.
    if (!this.#deps.canSend()) return false;
    try {
      await this.#deps.deliver(item);
      this.#acknowledged = item.key;
      this.#failures = 0;
      return true;
    } catch (error) {
      if (error instanceof ParleyError) return this.#refused(item, error);
      if (error instanceof NoAnswerError) return this.#unanswered(item);
      throw error;
    }
  }

  async #refused(item: OutboxItem, error: ParleyError): Promise<boolean> {
    if (endsSession(error.code)) return false;
    if (error.retryable) return this.#pause(error.retryAfterMs);
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
  async #unanswered(item: OutboxItem): Promise<boolean> {
    // It was closed here, or another tab sends now and counts for itself.
    if (!this.#deps.isOwner()) return false;
    const closes = await this.#deps.storage.countClose(item.key);
    if (closes < CLOSES_MAX || item.task.kind !== 'append') return this.#deps.canSend() && this.#pause();
    const message = `The connection broke ${closes} times while this was being sent.`;
    await this.#stepAside(item, new ParleyError('E_INTERNAL', { message }).toWire(), false);
    return true;
  }

  async #stepAside(item: OutboxItem, error: WireError, definite: boolean): Promise<void> {
    await this.#deps.storage.refuse(item.key, error, definite);
    await this.#deps.changed();
  }

  async #pause(ms?: number): Promise<true> {
    const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** this.#failures++);
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.setTimeout(resolve, ms ?? backoff);
      this.#resume = () => {
        cancel();
        resolve();
      };
    });
    return true;
  }
}

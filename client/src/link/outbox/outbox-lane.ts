import { CodedError, localError, type WireError } from '@parley/protocol';
import type { Clock } from '../../ports/clock.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import { endsSession } from '../../ports/credentials.ts';
import type { QueueStorage } from '../../ports/storage/queue-storage.ts';
import type { Serial } from '../../platform/serial.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { closed, prepared, refused } from './item-changes.ts';
import { sealedOf } from './message-event.ts';
import type { Lane, OutboxItem } from '../../model/outbox-item.ts';
import { pauseAfterCloses, pauseAfterRefusals } from './outbox-pause.ts';

/** An item is set aside after this many connections closed under it, right after they had carried a question. */
const CLOSES_MAX = 8;

export interface LaneDeps {
  readonly queue: QueueStorage;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Whether this client owns the outbox, so that it may send. */
  isOwner(): boolean;
  /** Whether it owns the outbox and is connected. */
  canSend(): boolean;
  /** Sends one item and stores the server's answer in the local copy. @throws CodedError, NoAnswerError */
  readonly deliver: (item: OutboxItem) => Promise<void>;
  /** Resolves when the server has answered something harmless. @throws NoAnswerError */
  readonly probe: () => Promise<void>;
  /** Shared by all lanes: items under which a connection closed are sent one at a time. */
  readonly trials: Serial;
  /** Something in the stored outbox changed. */
  changed(): Promise<void>;
  /** Reports it if the task fails. */
  background(task: Promise<unknown>): void;
}

/** What is known about the connection that carries an item: a close counts against the item only if it was `proven`. */
type Way = 'unknown' | 'proven';

interface Pause {
  readonly after: 'refusal' | 'close';
  readonly ms: number;
}

/** Sends the waiting items of one lane, one after the other. */
export class OutboxLane {
  readonly #deps: LaneDeps;
  readonly #lane: Lane;
  /** Keys up to here are acknowledged; their entries may still be on the way into the log. */
  #acknowledged = 0;
  /** Consecutive refusals of the first item that a later try may overcome. */
  #refusals = 0;
  /** Whether a failure that nobody expected was reported since the last item went on. */
  #isReported = false;
  /** Consecutive connections that closed with the first item in flight, or before its turn came. */
  #closes = 0;
  #running = false;
  #stopped = false;
  /** A send was requested while the queue was found empty, or nearly so. */
  #asked = false;
  /** To be waited for before the next try. */
  #pauseNext: Pause | undefined;
  #pausing: Pause | undefined;
  #endPause: () => void = () => undefined;

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
        while (this.#deps.canSend() && (await this.#goOn())) await this.#pause();
      }
    } finally {
      this.#running = false;
    }
  }

  /** There is a new connection: the server may now accept what it refused before. */
  resume(): void {
    this.#refusals = 0;
    // A server restored from a backup may have lost what it acknowledged; all others recognise the id.
    this.#acknowledged = 0;
    // Pauses after a close go on: otherwise a network that breaks every connection would make it retry ever faster.
    if (this.#pausing?.after === 'refusal') this.#endPause();
  }

  /** Nothing more is sent. */
  stop(): void {
    this.#stopped = true;
    this.#endPause();
  }

  /** @returns whether to go on: after what nobody expected, too, as nothing else may start this lane again */
  async #goOn(): Promise<boolean> {
    const sending = this.#sendNext();
    // Reported once, however often it fails in a row.
    if (!this.#isReported) this.#deps.background(sending);
    try {
      return await sending;
    } catch {
      this.#isReported = true;
      return this.#pauseAfterRefusal();
    }
  }

  /** @returns whether to go on */
  async #sendNext(): Promise<boolean> {
    const next = await this.#deps.queue.nextOf(this.#lane, this.#acknowledged);
    if (next === undefined) return false;
    if (this.#closes + next.closes === 0 || next.task.kind !== 'append') return this.#send(next, 'unknown');
    return this.#deps.trials.run(() => this.#try(next));
  }

  /** First proves that the connection works, by a harmless question. */
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
    let item = next;
    let isSealing = true;
    try {
      const sealed = await sealedOf(next, this.#deps.sealer);
      isSealing = false;
      const ready = await this.#deps.queue.changeItem(next.key, (now) => prepared(now, sealed));
      if (ready === undefined) return true;
      item = ready;
      // The connection may have closed meanwhile: an item that was never sent did not cause that.
      if (!this.#deps.canSend()) return false;
      await this.#deps.deliver(item);
      this.#acknowledged = item.key;
      this.#goesOn();
      return true;
    } catch (error) {
      if (error instanceof CodedError) return this.#refused(item, error);
      if (!(error instanceof NoAnswerError)) throw error;
      // What sealing needs comes on other ways, too: as long as the connection stands, none has closed.
      return isSealing && this.#deps.canSend() ? this.#pauseAfterRefusal() : this.#unanswered(item, way);
    }
  }

  async #refused(item: OutboxItem, error: CodedError): Promise<boolean> {
    if (endsSession(error.code)) return false;
    if (error.retryable) return this.#pauseAfterRefusal(error.retryAfterMs);
    const remake = await this.#deps.sealer.remake?.(item, error);
    if (remake !== undefined) await this.#deps.queue.changeItem(item.key, remake);
    else if (item.task.kind === 'append') await this.#stepAside(item, error.toWire(), true);
    else await this.#giveUp(item);
    return true;
  }

  /** Users cannot retry or discard a preference: the server's value counts again. */
  async #giveUp({ key }: OutboxItem): Promise<void> {
    await this.#deps.queue.finish(key);
    await this.#deps.changed();
  }

  /** The connection closed with the item in flight. An item that always causes this must not block the others forever. */
  async #unanswered(item: OutboxItem, way: Way): Promise<boolean> {
    // The close came from this client, or another tab sends now and counts by itself.
    if (!this.#deps.isOwner()) return false;
    const counted = way === 'proven' ? await this.#deps.queue.changeItem(item.key, closed) : undefined;
    const closes = counted?.closes ?? 0;
    if (closes < CLOSES_MAX) return this.#pauseAfterClose();
    const message = `The connection broke ${closes} times while this was being sent.`;
    await this.#stepAside(item, localError('E_INTERNAL', { message }).toWire(), false);
    return true;
  }

  async #stepAside(item: OutboxItem, error: WireError, definite: boolean): Promise<void> {
    await this.#deps.queue.changeItem(item.key, (now) => refused(now, error, definite));
    this.#goesOn();
    await this.#deps.changed();
  }

  /** The next item is first now: resets the counts. */
  #goesOn(): void {
    this.#isReported = false;
    this.#refusals = 0;
    this.#closes = 0;
  }

  #pauseAfterRefusal(ms = pauseAfterRefusals(++this.#refusals)): true {
    this.#pauseNext = { after: 'refusal', ms };
    return true;
  }

  #pauseAfterClose(): true {
    this.#pauseNext = { after: 'close', ms: pauseAfterCloses(++this.#closes) };
    return true;
  }

  /** Outside of the trials, so that other lanes go on meanwhile. */
  async #pause(): Promise<void> {
    const pause = this.#pauseNext;
    if (pause === undefined || this.#stopped) return;
    this.#pauseNext = undefined;
    this.#pausing = pause;
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.setTimeout(resolve, pause.ms);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
    this.#pausing = undefined;
  }
}

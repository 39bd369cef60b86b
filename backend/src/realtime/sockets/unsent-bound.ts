import type { Clock } from '../../domain/clock.ts';
import { HeldBytes, type HeldPacket } from './held-packets.ts';
import type { Line } from './line.ts';

/** Bytes that may wait for one connection. */
const MOST_OF_ONE = 8 * 1024 * 1024;
/** How long a connection about to close may still take to receive waiting data, in ms. */
const PATIENCE = 3_000;

/** The data that waits for one connection. */
export interface Unsent {
  /** All bytes that it keeps in memory. */
  readonly bytes: number;
}

/** What waits for a connection that nobody watches. */
const NOTHING: Unsent = { bytes: 0 };

interface Waiting {
  readonly line: Line;
  bytes: number;
  /** Since when data has been waiting, in ms. */
  since: number;
  /** Waits for its turn. */
  queued: HeldPacket[];
  /**
   * On its way into the kernel, by flush; no set while there is nothing, as on most connections most of the time. Never
   * deleted: an object that loses a property takes half a kilobyte more.
   */
  leaving: Set<readonly HeldPacket[]> | undefined;
  isCut: boolean;
}

export interface UnsentOptions {
  /** Bytes for all connections together. */
  readonly most: number;
  readonly clock: Clock;
}

/**
 * Bounds the data that waits for slow readers, over all connections together, because together they fill the memory. The
 * connection that holds the most for the longest is cut first.
 */
export class UnsentBound {
  readonly #options: UnsentOptions;
  /** Of all connections, by the object with which their owner identifies one. */
  readonly #watched = new WeakMap<object, Waiting>();
  /** Those for which something waits. */
  readonly #waiting = new Set<Waiting>();
  readonly #held = new HeldBytes();

  constructor(options: UnsentOptions) {
    this.#options = options;
  }

  /** From now on its owner tells what is flushed on it, and its end. */
  watch(connection: object, line: Line): void {
    const [leaving, queued]: [undefined, HeldPacket[]] = [undefined, []];
    this.#watched.set(connection, { line, bytes: 0, since: 0, queued, leaving, isCut: false });
  }

  /** A packet waits for its turn on a connection. */
  hold(connection: object, packet: HeldPacket): void {
    const waiting = this.#watched.get(connection);
    if (waiting !== undefined) this.#hold(waiting, packet);
  }

  /** What waits for a connection, now and later. */
  of(connection: object): Unsent {
    return this.#watched.get(connection) ?? NOTHING;
  }

  /** What was queued on a connection is handed to the kernel. */
  flushed(connection: object): void {
    const waiting = this.#watched.get(connection);
    if (waiting !== undefined) this.#flush(waiting);
  }

  closed(connection: object): void {
    const waiting = this.#watched.get(connection);
    if (waiting === undefined) return;
    waiting.line.closed();
    this.#forgetQueued(waiting);
  }

  /** Ends connections that are about to close, or closed with an answer unread, and take too long to receive their last data. */
  tick(): void {
    const before = this.#options.clock() - PATIENCE;
    for (const waiting of this.#waiting)
      if (!waiting.line.isOpen && waiting.since < before) this.#cut(waiting);
  }

  #hold(waiting: Waiting, packet: HeldPacket): void {
    if (waiting.isCut) return;
    if (waiting.bytes === 0) waiting.since = this.#options.clock();
    this.#waiting.add(waiting);
    this.#held.add(packet);
    waiting.queued.push(packet);
    waiting.bytes += packet.bytes;
    if (waiting.bytes > MOST_OF_ONE) this.#cut(waiting);
    while (this.#held.sum > this.#options.most && this.#waiting.size > 0) this.#cut(this.#slowest());
  }

  #flush(waiting: Waiting): void {
    const { queued, line } = waiting;
    waiting.queued = [];
    waiting.leaving ??= new Set();
    waiting.leaving.add(queued);
    line.flushed(() => this.#left(waiting, queued));
  }

  #left(waiting: Waiting, packets: readonly HeldPacket[]): void {
    if (waiting.leaving?.delete(packets) !== true) return;
    if (waiting.leaving.size === 0) waiting.leaving = undefined;
    this.#release(waiting, packets);
  }

  #release(waiting: Waiting, packets: readonly HeldPacket[]): void {
    for (const packet of packets) {
      this.#held.remove(packet);
      waiting.bytes -= packet.bytes;
    }
    if (waiting.bytes === 0) this.#waiting.delete(waiting);
  }

  /** What nobody will send any more; what is on its way goes on. */
  #forgetQueued(waiting: Waiting): void {
    const packets = waiting.queued;
    waiting.isCut = true;
    waiting.queued = [];
    this.#release(waiting, packets);
  }

  #cut(waiting: Waiting): void {
    this.#forgetQueued(waiting);
    for (const packets of waiting.leaving ?? []) this.#release(waiting, packets);
    waiting.leaving = undefined;
    waiting.line.cut('unsent');
  }

  /** Bytes times waiting time. New connections hold little each, and an honest one may be on a slow line. */
  #slowest(): Waiting {
    const now = this.#options.clock();
    const slowness = ({ bytes, since }: Waiting) => bytes * (now - since + 1);
    return [...this.#waiting].reduce((slowest, next) =>
      slowness(next) > slowness(slowest) ? next : slowest,
    );
  }
}

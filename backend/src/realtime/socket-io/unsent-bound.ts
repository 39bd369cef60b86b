import type { Clock } from '../../domain/clock.ts';
import type { Connection } from './connection.ts';
import { HeldBytes, heldPacket, type HeldPacket } from './held-packets.ts';

/** What one connection may leave waiting, in bytes. */
const MOST_OF_ONE = 8 * 1024 * 1024;
/** How long a connection that is to be closed may still take what waits, in ms. */
const PATIENCE = 3_000;

/** What waits for one connection. */
export interface Unsent {
  /** All that it keeps in memory. */
  readonly bytes: number;
}

interface Waiting {
  readonly connection: Connection;
  bytes: number;
  /** Since when there has been something, in ms. */
  since: number;
  /** Waits for its turn. */
  queued: HeldPacket[];
  /** On its way into the kernel. */
  leaving: HeldPacket[];
  isCut: boolean;
}

export interface UnsentOptions {
  /** Bytes of all connections together. */
  readonly most: number;
  readonly clock: Clock;
  readonly cut: (connection: Connection) => void;
}

/**
 * Bounds what waits for those who do not read, over all connections together: that is what fills the memory. Who holds
 * the most for the longest is cut first.
 */
export class UnsentBound {
  readonly #options: UnsentOptions;
  readonly #waiting = new Set<Waiting>();
  readonly #held = new HeldBytes();

  constructor(options: UnsentOptions) {
    this.#options = options;
  }

  watch(connection: Connection): Unsent {
    const waiting: Waiting = { connection, bytes: 0, since: 0, queued: [], leaving: [], isCut: false };
    connection.on('packetCreate', (packet) => this.#hold(waiting, heldPacket(packet)));
    connection.on('flush', () => {
      waiting.leaving = waiting.queued;
      waiting.queued = [];
    });
    connection.transport.on('drain', () => {
      const gone = waiting.leaving;
      waiting.leaving = [];
      this.#release(waiting, gone);
    });
    connection.on('close', () => this.#forget(waiting));
    return waiting;
  }

  /** Waits no longer for connections that are to be closed and do not take what they were told before. */
  tick(): void {
    const before = this.#options.clock() - PATIENCE;
    for (const waiting of this.#waiting)
      if (waiting.connection.readyState === 'closing' && waiting.since < before) this.#cut(waiting);
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

  #release(waiting: Waiting, packets: readonly HeldPacket[]): void {
    for (const packet of packets) {
      this.#held.remove(packet);
      waiting.bytes -= packet.bytes;
    }
    if (waiting.bytes === 0) this.#waiting.delete(waiting);
  }

  #forget(waiting: Waiting): void {
    const packets = [...waiting.leaving, ...waiting.queued];
    waiting.isCut = true;
    waiting.leaving = [];
    waiting.queued = [];
    this.#release(waiting, packets);
  }

  #cut(waiting: Waiting): void {
    this.#forget(waiting);
    this.#options.cut(waiting.connection);
  }

  /** By bytes and time together: many who have just come may hold little each, and an honest one may be on a slow line. */
  #slowest(): Waiting {
    const now = this.#options.clock();
    const slowness = ({ bytes, since }: Waiting) => bytes * (now - since + 1);
    return [...this.#waiting].reduce((slowest, next) =>
      slowness(next) > slowness(slowest) ? next : slowest,
    );
  }
}

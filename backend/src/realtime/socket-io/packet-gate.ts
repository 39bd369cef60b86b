import type { Clock } from '../../domain/clock.ts';
import { TokenBucket, type Rate } from '../token-bucket.ts';

/** Before it is known who it is: saying so once, and some room for proxies and libraries that ping. */
const STRANGER: Rate = { perSecond: 1, burst: 10 };
/**
 * Of a user: the events that are answered, and as many again that are refused politely. A client that reads the
 * refusals and goes on all the same means it.
 */
const USER: Rate = { perSecond: 50, burst: 400 };

/** Counts every packet of one connection, whatever it is, before anything is done with it. */
export class PacketGate {
  readonly #clock: Clock;
  #bucket: TokenBucket | undefined;
  #open = true;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#bucket = new TokenBucket(STRANGER, clock());
  }

  /** It is known who it is. */
  known(counted: 'counted' | 'uncounted'): void {
    this.#bucket = counted === 'counted' ? new TokenBucket(USER, this.#clock()) : undefined;
  }

  /** Whether a packet may pass. Once one may not, none may. */
  passes(isBinary: boolean): boolean {
    // Nothing of ours is binary, and Socket.IO would keep parts of a message until the others have come.
    this.#open &&= !isBinary && (this.#bucket?.take(this.#clock()) ?? 0) === 0;
    return this.#open;
  }
}

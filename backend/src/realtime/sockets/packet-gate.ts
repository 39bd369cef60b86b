import type { Clock } from '../../domain/clock.ts';
import { TokenBucket, type Rate } from '../../security/limits/token-bucket.ts';

/** Before authentication: one packet to authenticate, and some room for pings of proxies and libraries. */
const STRANGER: Rate = { perSecond: 1, burst: 10 };
/**
 * After authentication: the events that are answered, and as many again that are refused with a reason. A client that
 * continues in spite of the refusals is cut.
 */
const USER: Rate = { perSecond: 50, burst: 400 };

/** Counts every packet of one connection before anything else is done with it. */
export class PacketGate {
  readonly #clock: Clock;
  #bucket: TokenBucket | undefined;
  #open = true;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#bucket = new TokenBucket(STRANGER, clock());
  }

  /** The connection is authenticated. */
  known(counted: 'counted' | 'uncounted'): void {
    this.#bucket = counted === 'counted' ? new TokenBucket(USER, this.#clock()) : undefined;
  }

  /** Whether a packet may pass. After the first refusal, none may. */
  passes(isBinary: boolean): boolean {
    // Parley sends nothing binary, and Socket.IO would keep parts of a message until the others arrive.
    this.#open &&= !isBinary && (this.#bucket?.take(this.#clock()) ?? 0) === 0;
    return this.#open;
  }
}

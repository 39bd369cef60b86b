import { ParleyError, type Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import { addressKey } from '../../security/addresses/address-key.ts';
import { GrowingWaits } from '../../security/limits/growing-waits.ts';
import type { ChatNamespace } from '../socket-io/chat-server.ts';
import { roomOf } from '../rooms.ts';
import type { Flooder } from '../socket-io/connections.ts';

/** The limits on connections. */
export interface SocketBounds {
  readonly total: number;
  readonly perUser: number;
  readonly perAddress: number;
  /** New connections per address. */
  readonly rate: RateLimit;
  /** Above this many, connections are closed without an answer. */
  readonly hardRate: RateLimit;
}

/** The number of connections above which none gets even a refusal. */
export function hardCap(bound: number): number {
  return Math.ceil(bound * 1.05);
}

/** A refused client may try again after this many milliseconds. */
const RETRY = 5_000;
/** Floods without a wait; an address has more of them, because many people may share one. */
const FLOODS = { user: 3, address: 10 };
/** Waits after floods, in ms: long enough to make a flood harmless, short enough not to lock an office out. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Counts connections, authenticated or not, and refuses those beyond the limits. */
export class Admission {
  readonly #namespace: ChatNamespace;
  readonly #bounds: SocketBounds;
  /** By the key of an address. */
  readonly #addresses = new Map<string, number>();
  readonly #floods: GrowingWaits;

  constructor(namespace: ChatNamespace, bounds: SocketBounds, clock: Clock) {
    this.#namespace = namespace;
    this.#bounds = bounds;
    this.#floods = new GrowingWaits({ clock, first: FIRST_WAIT, longest: LONGEST_WAIT });
  }

  /** Before the upgrade, where no reason can be sent: whether there is room for a connection, or at least for a refusal. */
  async hasRoom(address: string): Promise<boolean> {
    if (this.#floods.left(addressKey(address)) > 0) return false;
    if (this.#connections(address) >= hardCap(this.#bounds.perAddress)) return false;
    try {
      await this.#bounds.hardRate.take(address);
      return true;
    } catch (error) {
      if (error instanceof ParleyError) return false;
      throw error;
    }
  }

  /**
   * Checks a connection that is already counted, before its user is known.
   * @throws ParleyError `E_SERVER_FULL`, `E_TOO_MANY_CONNECTIONS`
   */
  async checkAddress(address: string): Promise<void> {
    if (this.#namespace.sockets.size >= this.#bounds.total)
      throw new ParleyError('E_SERVER_FULL', { retryAfterMs: RETRY });
    if (this.#connections(address) > this.#bounds.perAddress) throw tooMany(RETRY);
    try {
      await this.#bounds.rate.take(address);
    } catch (error) {
      throw error instanceof ParleyError ? tooMany(error.retryAfterMs ?? RETRY) : error;
    }
  }

  /** @throws ParleyError `E_TOO_MANY_CONNECTIONS` */
  checkUser(uid: Uuid): void {
    const wait = this.#floods.left(uid);
    if (wait > 0) throw tooMany(wait);
    const sockets = this.#namespace.adapter.rooms.get(roomOf.user(uid))?.size ?? 0;
    if (sockets >= this.#bounds.perUser) throw tooMany(RETRY);
  }

  /** A connection was cut because it sent more packets than are allowed. */
  flooded({ address, uid }: Flooder): void {
    this.#floods.count(addressKey(address), FLOODS.address);
    if (uid !== undefined) this.#floods.count(uid, FLOODS.user);
  }

  arrived(address: string): void {
    this.#addresses.set(addressKey(address), this.#connections(address) + 1);
  }

  left(address: string): void {
    const others = this.#connections(address) - 1;
    if (others > 0) this.#addresses.set(addressKey(address), others);
    else this.#addresses.delete(addressKey(address));
  }

  #connections(address: string): number {
    return this.#addresses.get(addressKey(address)) ?? 0;
  }
}

function tooMany(retryAfterMs: number): ParleyError {
  return new ParleyError('E_TOO_MANY_CONNECTIONS', { retryAfterMs });
}

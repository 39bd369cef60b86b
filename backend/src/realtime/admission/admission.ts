import { ParleyError, type Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import { addressKey } from '../../security/addresses/address-key.ts';
import type { AuditNotes } from '../../security/audit/audit-notes.ts';
import { GrowingWaits } from '../../security/limits/growing-waits.ts';
import { Counter } from './counter.ts';

/** The limits on connections. */
export interface ConnectionBounds {
  readonly total: number;
  readonly perUser: number;
  readonly perAddress: number;
  /** New connections per address. */
  readonly rate: RateLimit;
  /** Above this many, connections are closed without an answer. */
  readonly hardRate: RateLimit;
}

/** A connection that was cut because it sent too many packets. */
export interface Flooder {
  readonly address: string;
  /** Missing if it was not authenticated. */
  readonly uid: Uuid | undefined;
}

interface AdmissionParts {
  readonly bounds: ConnectionBounds;
  readonly clock: Clock;
  readonly auditNotes: AuditNotes;
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
  readonly #bounds: ConnectionBounds;
  readonly #auditNotes: AuditNotes;
  /** Of all connections, by the key of an address. */
  readonly #addresses = new Counter();
  /** Of the admitted ones. */
  readonly #users = new Counter();
  readonly #floods: GrowingWaits;

  constructor({ bounds, clock, auditNotes }: AdmissionParts) {
    this.#bounds = bounds;
    this.#auditNotes = auditNotes;
    this.#floods = new GrowingWaits({ clock, first: FIRST_WAIT, longest: LONGEST_WAIT });
  }

  /** Whether there is no room even for a refusal. */
  get isFull(): boolean {
    return this.#addresses.total >= hardCap(this.#bounds.total);
  }

  /** Before a connection, where no reason can be sent: whether there is room for it, or at least for a refusal. */
  async hasRoom(address: string): Promise<boolean> {
    const hasRoom = await this.#hasRoom(address);
    if (!hasRoom) this.#noteCrowd(address);
    return hasRoom;
  }

  /**
   * Checks a connection that is already counted, before its user is known.
   * @throws ParleyError `E_SERVER_FULL`, `E_TOO_MANY_CONNECTIONS`
   */
  async checkAddress(address: string): Promise<void> {
    if (this.#users.total >= this.#bounds.total)
      throw new ParleyError('E_SERVER_FULL', { retryAfterMs: RETRY });
    if (this.#addresses.count(addressKey(address)) > this.#bounds.perAddress) throw this.#tooMany(address);
    try {
      await this.#bounds.rate.take(address);
    } catch (error) {
      throw error instanceof ParleyError ? this.#tooMany(address, error.retryAfterMs) : error;
    }
  }

  /** @throws ParleyError `E_TOO_MANY_CONNECTIONS` */
  checkUser(uid: Uuid, address: string): void {
    const wait = this.#floods.left(uid);
    if (wait > 0) throw this.#tooMany(address, wait);
    if (this.#users.count(uid) >= this.#bounds.perUser) throw this.#tooMany(address);
  }

  /** There is one more connection, of somebody not yet known. */
  arrived(address: string): void {
    this.#addresses.add(addressKey(address));
  }

  left(address: string): void {
    this.#addresses.remove(addressKey(address));
  }

  /** A connection was admitted. */
  opened(uid: Uuid): void {
    this.#users.add(uid);
  }

  closed(uid: Uuid): void {
    this.#users.remove(uid);
  }

  /** A connection was cut because it sent more packets than are allowed. */
  flooded({ address, uid }: Flooder): void {
    this.#floods.count(addressKey(address), { free: FLOODS.address });
    if (uid !== undefined) this.#floods.count(uid, { free: FLOODS.user });
    this.#auditNotes.note({ kind: 'rate_limited', address, uid, details: { limit: 'packets' } });
  }

  async #hasRoom(address: string): Promise<boolean> {
    const key = addressKey(address);
    if (this.#floods.left(key) > 0) return false;
    if (this.#addresses.count(key) >= hardCap(this.#bounds.perAddress)) return false;
    try {
      await this.#bounds.hardRate.take(address);
      return true;
    } catch (error) {
      if (error instanceof ParleyError) return false;
      throw error;
    }
  }

  #tooMany(address: string, retryAfterMs = RETRY): ParleyError {
    this.#noteCrowd(address);
    return new ParleyError('E_TOO_MANY_CONNECTIONS', { retryAfterMs });
  }

  #noteCrowd(address: string): void {
    this.#auditNotes.note({ kind: 'rate_limited', address, details: { limit: 'connection' } });
  }
}

/** The number of connections above which none gets even a refusal. */
function hardCap(bound: number): number {
  return Math.ceil(bound * 1.05);
}

import { ParleyError, type Uuid } from '@parley/protocol';
import type { RateLimit } from '../domain/limits/rate-limit.ts';
import type { ChatNamespace } from './chat-server.ts';
import { roomOf } from './rooms.ts';

/** How many sockets there may be. */
export interface SocketBounds {
  readonly total: number;
  readonly perUser: number;
  readonly perAddress: number;
  /** New ones of one address. */
  readonly rate: RateLimit;
}

/** The number of connections above which not even a refusal is spoken. */
export function hardCap({ total }: Pick<SocketBounds, 'total'>): number {
  return Math.ceil(total * 1.05);
}

/** Milliseconds after which somebody who was refused may try again. */
const RETRY = 5_000;

/** Counts the sockets and says who has no room any more. */
export class Admission {
  readonly #namespace: ChatNamespace;
  readonly #bounds: SocketBounds;
  readonly #addresses = new Map<string, number>();

  constructor(namespace: ChatNamespace, bounds: SocketBounds) {
    this.#namespace = namespace;
    this.#bounds = bounds;
  }

  /**
   * Before it is known who it is.
   * @throws ParleyError `E_SERVER_FULL`, `E_TOO_MANY_CONNECTIONS`
   */
  async checkAddress(address: string): Promise<void> {
    if (this.#namespace.sockets.size >= this.#bounds.total)
      throw new ParleyError('E_SERVER_FULL', { retryAfterMs: RETRY });
    if ((this.#addresses.get(address) ?? 0) >= this.#bounds.perAddress) throw tooMany(RETRY);
    try {
      await this.#bounds.rate.take(address);
    } catch (error) {
      throw error instanceof ParleyError ? tooMany(error.retryAfterMs ?? RETRY) : error;
    }
  }

  /** @throws ParleyError `E_TOO_MANY_CONNECTIONS` */
  checkUser(uid: Uuid): void {
    const sockets = this.#namespace.adapter.rooms.get(roomOf.user(uid))?.size ?? 0;
    if (sockets >= this.#bounds.perUser) throw tooMany(RETRY);
  }

  arrived(address: string): void {
    this.#addresses.set(address, (this.#addresses.get(address) ?? 0) + 1);
  }

  left(address: string): void {
    const sockets = (this.#addresses.get(address) ?? 1) - 1;
    if (sockets > 0) this.#addresses.set(address, sockets);
    else this.#addresses.delete(address);
  }
}

function tooMany(retryAfterMs: number): ParleyError {
  return new ParleyError('E_TOO_MANY_CONNECTIONS', { retryAfterMs });
}

import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import { connectionKey } from './connection-key.ts';
import { TokenBucket, type Rate } from '../security/limits/token-bucket.ts';
import { addressKey } from '../security/addresses/address-key.ts';
import { clientAddress } from '../security/addresses/client-address.ts';

export interface TcpBounds {
  readonly total: number;
  /** Per address. Behind a proxy all clients have the proxy's address: there, the proxy limits them. */
  readonly perAddress: number;
  /** New ones of an address as it is now, whether or not earlier ones have closed; undefined for any number. */
  readonly rate?: () => Rate | undefined;
}

/** Addresses whose rate is remembered: strangers must not fill the memory. */
const REMEMBERED = 10_000;

/**
 * Limits the connections of all listeners together, from the first packet on, whether or not anything is sent on them.
 * From its upgrade on, a WebSocket is counted with the sockets instead.
 */
export class TcpConnections {
  readonly #bounds: TcpBounds;
  readonly #clock: Clock;
  /** By the key of an address. */
  readonly #addresses = new Map<string, number>();
  readonly #rates = new LRUCache<string, TokenBucket>({ max: REMEMBERED });
  #total = 0;
  #perSecond: number | undefined;

  constructor(bounds: TcpBounds, clock: Clock) {
    this.#bounds = bounds;
    this.#clock = clock;
  }

  guard(server: Server | HttpsServer): void {
    /** What ends the count of a connection, by both ends: with TLS, the socket that upgrades is not the one that connected. */
    const counted = new Map<string, () => void>();
    server.on('connection', (socket: Socket) => {
      const [key, address] = [connectionKey(socket), keyOf(socket)];
      // The one before it with this key is over, even if that is not known here yet.
      counted.get(key)?.();
      if (!this.#hasRoom(address) || this.#isTooFast(address)) {
        socket.destroy();
        return;
      }
      const leave = () => {
        counted.delete(key);
        // A WebSocket stays open for long after it is counted here: nothing of this is kept with it.
        socket.off('close', leave);
        this.#left(address);
      };
      counted.set(key, leave);
      this.#arrived(address);
      socket.on('close', leave);
    });
    server.on('upgrade', ({ socket }) => counted.get(connectionKey(socket))?.());
  }

  #hasRoom(address: string): boolean {
    const { total, perAddress } = this.#bounds;
    return this.#total < total && (this.#addresses.get(address) ?? 0) < perAddress;
  }

  #isTooFast(address: string): boolean {
    const rate = this.#bounds.rate?.();
    if (rate?.perSecond !== this.#perSecond) this.#rates.clear();
    this.#perSecond = rate?.perSecond;
    if (rate === undefined) return false;
    const now = this.#clock();
    const bucket = this.#rates.get(address) ?? new TokenBucket(rate, now);
    this.#rates.set(address, bucket);
    return bucket.take(now) > 0;
  }

  #arrived(address: string): void {
    this.#total++;
    this.#addresses.set(address, (this.#addresses.get(address) ?? 0) + 1);
  }

  #left(address: string): void {
    const others = (this.#addresses.get(address) ?? 1) - 1;
    this.#total--;
    if (others === 0) this.#addresses.delete(address);
    else this.#addresses.set(address, others);
  }
}

/** Of a listener on `::`, IPv4 clients have addresses like `::ffff:192.0.2.1`, all in one /64. */
function keyOf(socket: Socket): string {
  return addressKey(clientAddress({ headers: {}, socket }, 0));
}

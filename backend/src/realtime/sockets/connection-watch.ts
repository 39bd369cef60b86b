import type { Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import type { Flooder } from '../admission/admission.ts';
import type { Gate } from './gated-web-socket.ts';
import type { HeldPacket } from './held-packets.ts';
import type { Line } from './line.ts';
import { PacketGate } from './packet-gate.ts';
import { UnsentBound, type Unsent } from './unsent-bound.ts';

export interface ConnectionWatchOptions {
  readonly clock: Clock;
  /** Bytes that may wait unsent, for all connections together. */
  readonly unsentBytes: number;
  readonly flooded: (flooder: Flooder) => void;
}

/** Watches all connections below what they speak: counts incoming packets and bounds unsent data. */
export class ConnectionWatch {
  readonly #options: ConnectionWatchOptions;
  readonly #unsent: UnsentBound;
  /** By the objects with which their owners identify a connection. */
  readonly #gates = new WeakMap<object, WatchedGate>();

  constructor(options: ConnectionWatchOptions) {
    const { clock, unsentBytes: most } = options;
    this.#options = options;
    this.#unsent = new UnsentBound({ most, clock });
  }

  /** From now on its owner tells what is flushed on it, and its end. */
  watch(connection: object, line: Line, address: string): void {
    const gate = new WatchedGate(line, address, this.#options);
    this.#gates.set(connection, gate);
    this.#unsent.watch(connection, line);
    line.guard(gate);
  }

  /** The connection is authenticated: from now on it may send a client's number of packets. */
  known(connection: object, uid: Uuid, packets: 'counted' | 'uncounted'): void {
    this.#gates.get(connection)?.known(uid, packets);
  }

  /** A packet waits for its turn on a connection. */
  hold(connection: object, packet: HeldPacket): void {
    this.#unsent.hold(connection, packet);
  }

  /** What was queued on a connection is handed to the kernel. */
  flushed(connection: object): void {
    this.#unsent.flushed(connection);
  }

  closed(connection: object): void {
    this.#unsent.closed(connection);
  }

  /** What waits for a connection, now and later. */
  unsentOf(connection: object): Unsent {
    return this.#unsent.of(connection);
  }

  tick(): void {
    this.#unsent.tick();
  }
}

/** Cuts a connection at the first packet that may not pass. */
class WatchedGate implements Gate {
  readonly #packets: PacketGate;
  readonly #line: Line;
  readonly #address: string;
  readonly #flooded: ConnectionWatchOptions['flooded'];
  #uid: Uuid | undefined;
  #isCut = false;

  constructor(line: Line, address: string, { clock, flooded }: ConnectionWatchOptions) {
    this.#packets = new PacketGate(clock);
    this.#line = line;
    this.#address = address;
    this.#flooded = flooded;
  }

  known(uid: Uuid, packets: 'counted' | 'uncounted'): void {
    this.#uid = uid;
    this.#packets.known(packets);
  }

  passes(isBinary: boolean): boolean {
    const passes = this.#packets.passes(isBinary);
    if (!passes && !this.#isCut) {
      this.#isCut = true;
      this.#line.cut('flood');
      this.#flooded({ address: this.#address, uid: this.#uid });
    }
    return passes;
  }
}

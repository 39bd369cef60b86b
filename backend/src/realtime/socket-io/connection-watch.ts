import type { Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import type { Flooder } from '../admission/admission.ts';
import type { EngineConnection } from './engine-connection.ts';
import { lineOf } from './line-of.ts';
import { PacketGate } from './packet-gate.ts';
import { UnsentBound, type Unsent } from './unsent-bound.ts';

interface Watched {
  readonly gate: PacketGate;
  readonly unsent: Unsent;
  uid: Uuid | undefined;
}

export interface ConnectionWatchOptions {
  readonly clock: Clock;
  /** Bytes that may wait unsent, for all connections together. */
  readonly unsentBytes: number;
  readonly flooded: (flooder: Flooder) => void;
}

/** What waits for a connection that nobody watches. */
const NOTHING: Unsent = { bytes: 0 };

/** Watches the connections below Socket.IO: counts incoming packets and bounds unsent data. */
export class ConnectionWatch {
  readonly #options: ConnectionWatchOptions;
  readonly #unsent: UnsentBound;
  /** By the objects with which Engine.IO and Socket.IO identify a connection. */
  readonly #watched = new WeakMap<object, Watched>();

  constructor(options: ConnectionWatchOptions) {
    const { clock, unsentBytes: most } = options;
    this.#options = options;
    this.#unsent = new UnsentBound({ most, clock });
  }

  watch(connection: EngineConnection, address: string): void {
    const gate = new PacketGate(this.#options.clock);
    const line = lineOf(connection);
    const watched: Watched = { gate, unsent: this.#unsent.watch(connection, line), uid: undefined };
    this.#watched.set(connection, watched);
    let isCut = false;
    line.guard((isBinary) => {
      const passes = gate.passes(isBinary);
      if (!passes && !isCut) {
        isCut = true;
        line.cut();
        this.#options.flooded({ address, uid: watched.uid });
      }
      return passes;
    });
  }

  /** The connection is authenticated: from now on it may send a client's number of packets. */
  known(connection: object, uid: Uuid, packets: 'counted' | 'uncounted'): void {
    const watched = this.#watched.get(connection);
    if (watched === undefined) return;
    watched.uid = uid;
    watched.gate.known(packets);
  }

  /** What waits for a connection, now and later. */
  unsentOf(connection: object): Unsent {
    return this.#watched.get(connection)?.unsent ?? NOTHING;
  }

  tick(): void {
    this.#unsent.tick();
  }
}

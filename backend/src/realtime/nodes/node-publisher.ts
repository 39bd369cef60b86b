import type { Uuid } from '@parley/protocol';
import type { MovedMark } from '../../domain/log/conversation-store.ts';
import type { Appended } from '../../domain/log/next-entry.ts';
import { travelling } from '../../domain/log/travelling.ts';
import type { Publisher } from '../../domain/publisher.ts';
import type { Bus } from './bus.ts';

/** Publishes to the other nodes, which pass it on to their connections. */
export class NodePublisher implements Publisher {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  appended({ entry }: Appended): void {
    this.#bus.send({ kind: 'entry', entry: travelling(entry) });
  }

  marksMoved(moved: readonly MovedMark[]): void {
    this.#bus.send({ kind: 'marks', moved });
  }

  sessionsEnded(sids: readonly Uuid[]): void {
    this.#bus.send({ kind: 'sessionsEnded', sids });
  }

  keyLogGrown(uid: Uuid, seq: number): void {
    this.#bus.send({ kind: 'keyLogGrown', uid, seq });
  }

  vaultChanged(uid: Uuid, version: number): void {
    this.#bus.send({ kind: 'vaultChanged', uid, version });
  }

  settingsChanged(): void {
    this.#bus.send({ kind: 'settingsChanged' });
  }

  blocksChanged(uid: Uuid, other: Uuid): void {
    this.#bus.send({ kind: 'blocksChanged', uid, other });
  }
}

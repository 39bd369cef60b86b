import type { Entry, Uuid } from '@parley/protocol';
import type { EpochPlace } from '../../ports/sealing/sealed-logs.ts';
import type { HeldLogs, HeldSealedLog } from '../../ports/sealing/held-logs.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';

/** Sealed conversations in the local copy, and the way to what it lacks. */
export class LocalLogs implements HeldLogs {
  readonly #link: SealingLink;
  readonly #listeners = new Set<(conversation: Uuid) => void>();

  constructor(link: SealingLink) {
    this.#link = link;
  }

  async of(_conversation: Uuid): Promise<HeldSealedLog | undefined> {
    return undefined;
  }

  async keys(_wanted: readonly EpochPlace[]): Promise<readonly Entry[]> {
    return [];
  }

  catchUp(conversation: Uuid): Promise<void> {
    return this.#link.catchUp(conversation);
  }

  onChange(listener: (conversation: Uuid) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

import type { Uuid } from '@parley/protocol';
import type { KeptRoster, RosterRun, SealingFloors } from '../../model/kept-roster.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import type { SealingStorage } from '../../ports/sealing/sealing-storage.ts';
import { epochKeyOf, keptEpochKey } from '../kept-epoch-key.ts';
import { rosterState, withRun } from '../roster-change.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import { entryKeys } from './schema.ts';

/** Epoch keys and roster lists of a copy in IndexedDB. A module of its own, loaded with the code of sealed conversations. */
export class IndexedDbSealing implements SealingStorage {
  readonly #storage: Pick<IndexedDbStorage, 'database' | 'write'>;

  constructor(storage: Pick<IndexedDbStorage, 'database' | 'write'>) {
    this.#storage = storage;
  }

  readonly epochKeys = {
    keep: async (conversation: Uuid, keys: readonly EpochKey[]): Promise<void> => {
      const tx = await this.#storage.write(['epochKeys']);
      const table = tx.objectStore('epochKeys');
      for (const key of keys)
        await table.put(keptEpochKey(conversation, key), [conversation, key.epoch, key.commitment]);
      await tx.done;
    },
    of: async (conversation: Uuid): Promise<readonly EpochKey[]> => {
      const db = await this.#storage.database();
      // An array sorts behind every number.
      const keys = await db.getAll('epochKeys', IDBKeyRange.bound([conversation], [conversation, []]));
      return keys.map(epochKeyOf);
    },
  };

  readonly rosters = {
    of: async (conversation: Uuid): Promise<KeptRoster> => {
      const tx = (await this.#storage.database()).transaction(['rosters', 'rosterStates']);
      const [entries, state] = await Promise.all([
        tx.objectStore('rosters').getAll(allOf(conversation)),
        tx.objectStore('rosterStates').get(conversation),
      ]);
      return { ...rosterState(state), entries };
    },
    keep: async (conversation: Uuid, run: RosterRun): Promise<number> => {
      const tx = await this.#storage.write(['rosters', 'rosterStates']);
      const [entries, states] = [tx.objectStore('rosters'), tx.objectStore('rosterStates')];
      const before = rosterState(await states.get(conversation));
      const state = withRun(before, run);
      if (state === undefined) return before.upTo;
      if (run.after === 0) await entries.delete(allOf(conversation));
      for (const kept of run.entries) await entries.put(kept, [conversation, kept.entry.seq]);
      await states.put(state, conversation);
      await tx.done;
      return state.upTo;
    },
    changeFloors: async (
      conversation: Uuid,
      change: (floors: SealingFloors) => SealingFloors,
    ): Promise<SealingFloors> => {
      const tx = await this.#storage.write(['rosterStates']);
      const states = tx.objectStore('rosterStates');
      const before = rosterState(await states.get(conversation));
      const floors = change(before.floors);
      await states.put({ ...before, floors }, conversation);
      await tx.done;
      return floors;
    },
  };
}

function allOf(conversation: Uuid): IDBKeyRange {
  return entryKeys(conversation, 0, Number.MAX_SAFE_INTEGER);
}

import { bytesOf, type Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type {
  AlarmsSeen,
  KeptAlarm,
  KeptRoster,
  RosterRun,
  SealingMemory,
} from '../../model/sealing/kept-roster.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import type { SealingStorage } from '../../ports/sealing/sealing-storage.ts';
import { inBatches } from '../boxes/in-batches.ts';
import { unlessShut } from '../boxes/shut-box-error.ts';
import { rosterState, withRun, withSeen, withTold, type RosterState } from '../roster-change.ts';
import type { IndexedDbCopy } from './indexeddb-copy.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import { entryKeys, type ChatDatabase, type Writing } from './schema.ts';
import { SharedWrites } from './shared-writes.ts';

type SealingTable = 'epochKeys' | 'rosters' | 'rosterStates';
type State = RosterState<Uint8Array<ArrayBuffer>>;

/** Epoch keys and roster lists of a copy in IndexedDB. A module of its own, loaded with the code of sealed conversations. */
export class IndexedDbSealing implements SealingStorage {
  readonly #copy: IndexedDbCopy;
  readonly #writes: SharedWrites<SealingTable>;

  constructor({ copy }: Pick<IndexedDbStorage, 'copy'>) {
    this.#copy = copy;
    this.#writes = new SharedWrites((db) => copy.begin(db, ['epochKeys', 'rosters', 'rosterStates']));
  }

  readonly epochKeys = {
    keep: async (conversation: Uuid, keys: readonly EpochKey[]): Promise<void> => {
      const { db, sealed } = await this.#copy.sealed(({ boxes }) =>
        inBatches(keys, async (key) => ({
          ...key,
          key: await boxes.seal(placeOf(conversation, key), uint8ArrayToBase64(key.key)),
        })),
      );
      await this.#writes.write(db, conversation, async (tx) => {
        for (const row of sealed)
          await tx.objectStore('epochKeys').put(row, [conversation, row.epoch, row.commitment]);
      });
    },
    of: async (conversation: Uuid): Promise<readonly EpochKey[]> => {
      const { db, rows } = await this.#copy.opened();
      // An array sorts behind every number.
      const kept = await db.getAll('epochKeys', IDBKeyRange.bound([conversation], [conversation, []]));
      const opened = await inBatches(kept, async (row): Promise<readonly EpochKey[]> => {
        const key = await unlessShut(rows.boxes.open<string>(placeOf(conversation, row), row.key));
        // One that is not there is asked for.
        return key === undefined ? [] : [{ ...row, key: bytesOf(key) }];
      });
      return opened.flat();
    },
  };

  readonly rosters = {
    of: async (conversation: Uuid): Promise<KeptRoster> => {
      const { db, rows } = await this.#copy.opened();
      const tx = db.transaction(['rosters', 'rosterStates']);
      const [entries, stored] = await Promise.all([
        tx.objectStore('rosters').getAll(allOf(conversation)),
        tx.objectStore('rosterStates').get(conversation),
      ]);
      const state = rosterState(stored);
      const told = await inBatches(Object.entries(state.told), async ([cause, { place, alarm: box }]) => {
        const opening = rows.boxes.open<SealingAlarm>(alarmPlace(conversation, cause), box);
        const alarm = await unlessShut(opening);
        return alarm === undefined ? [] : { cause, place, alarm };
      });
      return { ...state, entries, told: told.flat() };
    },
    keep: (conversation: Uuid, run: RosterRun): Promise<number> =>
      this.#write(conversation, async (tx) => {
        const [entries, states] = [tx.objectStore('rosters'), tx.objectStore('rosterStates')];
        const before = rosterState(await states.get(conversation));
        const state = withRun(before, run);
        if (state === undefined) return before.upTo;
        if (run.after === 0) await entries.delete(allOf(conversation));
        for (const kept of run.entries) await entries.put(kept, [conversation, kept.entry.seq]);
        await states.put(state, conversation);
        return state.upTo;
      }),
    remember: (
      conversation: Uuid,
      change: (memory: SealingMemory) => SealingMemory,
    ): Promise<SealingMemory> => this.#changeState(conversation, (state) => ({ ...state, ...change(state) })),
    keepAlarm: async (conversation: Uuid, kept: KeptAlarm): Promise<void> => {
      const { db, sealed } = await this.#copy.sealed(({ boxes }) =>
        boxes.seal(alarmPlace(conversation, kept.cause), kept.alarm),
      );
      await this.#changeState(conversation, (state) => withTold(state, kept, sealed), db);
    },
    alarmsSeen: async (conversation: Uuid, more: AlarmsSeen): Promise<AlarmsSeen> =>
      (await this.#changeState(conversation, (state) => withSeen(state, more))).seen,
  };

  async #write<Result>(
    conversation: Uuid,
    change: (tx: Writing<SealingTable>) => Promise<Result>,
    db?: ChatDatabase,
  ): Promise<Result> {
    return this.#writes.write(db ?? (await this.#copy.opened()).db, conversation, change);
  }

  #changeState(conversation: Uuid, change: (state: State) => State, db?: ChatDatabase): Promise<State> {
    return this.#write(
      conversation,
      async (tx) => {
        const states = tx.objectStore('rosterStates');
        const after = change(rosterState(await states.get(conversation)));
        await states.put(after, conversation);
        return after;
      },
      db,
    );
  }
}

function allOf(conversation: Uuid): IDBKeyRange {
  return entryKeys(conversation, 0, Number.MAX_SAFE_INTEGER);
}

function alarmPlace(conversation: Uuid, cause: string): string {
  return `alarms/${conversation}/${cause}`;
}

function placeOf(conversation: Uuid, { epoch, commitment }: Omit<EpochKey, 'key'>): string {
  return `epochKeys/${conversation}/${epoch}/${commitment}`;
}

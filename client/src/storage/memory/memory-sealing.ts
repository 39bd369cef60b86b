import type { Uuid } from '@parley/protocol';
import type {
  AlarmsSeen,
  KeptAlarm,
  KeptRoster,
  KeptRosterEntry,
  RosterRun,
  SealingMemory,
} from '../../model/sealing/kept-roster.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import type { SealingStorage } from '../../ports/sealing/sealing-storage.ts';
import { epochKeyOf, keptEpochKey, type KeptEpochKey } from '../kept-epoch-key.ts';
import { cutRoster, rosterState, withRun, withSeen, withTold, type RosterState } from '../roster-change.ts';
import type { RowListener } from './row-change.ts';
import { Table } from './table.ts';

/** All that sealed conversations need, as plain JSON. */
export interface SealingData {
  readonly epochKeys: readonly KeptEpochKey[];
  readonly rosters: readonly KeptRosterEntry[];
  readonly rosterStates: readonly (readonly [Uuid, RosterState])[];
}

/** Epoch keys and roster lists in memory. Every method is synchronous. */
export class MemorySealing implements SealingStorage {
  readonly #keys: Table<string, KeptEpochKey>;
  readonly #entries: Table<string, KeptRosterEntry>;
  readonly #states: Table<Uuid, RosterState>;

  constructor(data: SealingData | undefined, changed: RowListener) {
    this.#keys = new Table('epochKeys', changed);
    this.#entries = new Table('rosters', changed);
    this.#states = new Table('rosterStates', changed);
    for (const key of data?.epochKeys ?? []) this.#putKey(key);
    for (const entry of data?.rosters ?? []) this.#putEntry(entry);
    for (const [conversation, state] of data?.rosterStates ?? []) this.#states.put(conversation, state);
  }

  readonly epochKeys = {
    keep: async (conversation: Uuid, keys: readonly EpochKey[]): Promise<void> => {
      for (const key of keys) this.#putKey(keptEpochKey(conversation, key));
    },
    of: async (conversation: Uuid): Promise<readonly EpochKey[]> => {
      const keys = this.#keys.values().filter((key) => key.conversation === conversation);
      return keys.sort((a, b) => a.epoch - b.epoch).map(epochKeyOf);
    },
  };

  readonly rosters = {
    of: async (conversation: Uuid): Promise<KeptRoster> => {
      const state = this.#state(conversation);
      const told = Object.entries(state.told).map(([cause, kept]) => ({ cause, ...kept }));
      return { ...state, told, entries: this.#entriesOf(conversation) };
    },
    keep: async (conversation: Uuid, run: RosterRun): Promise<number> => {
      const before = this.#state(conversation);
      const state = withRun(before, run);
      if (state === undefined) return before.upTo;
      if (run.after === 0) this.#cut(conversation, 0);
      for (const entry of run.entries) this.#putEntry(entry);
      return this.#states.put(conversation, state).upTo;
    },
    remember: async (
      conversation: Uuid,
      change: (memory: SealingMemory) => SealingMemory,
    ): Promise<SealingMemory> => {
      const state = this.#state(conversation);
      return this.#states.put(conversation, { ...state, ...change(state) });
    },
    keepAlarm: async (conversation: Uuid, kept: KeptAlarm): Promise<void> => {
      this.#states.put(conversation, withTold(this.#state(conversation), kept, kept.alarm));
    },
    alarmsSeen: async (conversation: Uuid, more: AlarmsSeen): Promise<AlarmsSeen> =>
      this.#states.put(conversation, withSeen(this.#state(conversation), more)).seen,
  };

  data(): SealingData {
    return {
      epochKeys: this.#keys.values(),
      rosters: this.#entries.values(),
      rosterStates: this.#states.entries(),
    };
  }

  /** The log was truncated after `seq`. */
  truncate(conversation: Uuid, seq: number, me: Uuid): void {
    if (this.#states.get(conversation) === undefined) return;
    const cut = this.#entriesOf(conversation).filter(({ entry }) => entry.seq > seq);
    this.#cut(conversation, seq);
    this.#states.put(conversation, cutRoster(this.#state(conversation), seq, cut, me));
  }

  clear(): void {
    for (const table of [this.#keys, this.#entries, this.#states]) table.clear();
  }

  #state(conversation: Uuid): RosterState {
    return rosterState(this.#states.get(conversation));
  }

  #entriesOf(conversation: Uuid): readonly KeptRosterEntry[] {
    const entries = this.#entries.values().filter(({ entry }) => entry.conversation === conversation);
    return entries.sort((a, b) => a.entry.seq - b.entry.seq);
  }

  #cut(conversation: Uuid, seq: number): void {
    this.#entries.deleteWhere(({ entry }) => entry.conversation === conversation && entry.seq > seq);
  }

  #putKey(key: KeptEpochKey): void {
    this.#keys.put(`${key.conversation}/${key.epoch}/${key.commitment}`, key);
  }

  #putEntry(kept: KeptRosterEntry): void {
    this.#entries.put(placeOf(kept.entry), kept);
  }
}

function placeOf({ conversation, seq }: KeptRosterEntry['entry']): string {
  return `${conversation}/${seq}`;
}

import type { LastingStorage } from '../../ports/storage/lasting-storage.ts';
import type { SealingStorage } from '../../ports/sealing/sealing-storage.ts';

/** What the stored copy keeps for sealed conversations, or the spare one that takes its place. */
export function lastingSealing(storage: LastingStorage, stored: SealingStorage): SealingStorage {
  const run = <T>(operation: (sealing: SealingStorage) => Promise<T>) =>
    storage.run((spare) => operation(spare ?? stored));
  return {
    epochKeys: {
      keep: (id, keys) => run(({ epochKeys }) => epochKeys.keep(id, keys)),
      of: (id) => run(({ epochKeys }) => epochKeys.of(id)),
    },
    rosters: {
      of: (id) => run(({ rosters }) => rosters.of(id)),
      keep: (id, part) => run(({ rosters }) => rosters.keep(id, part)),
      remember: (id, change) => run(({ rosters }) => rosters.remember(id, change)),
      keepAlarm: (id, alarm) => run(({ rosters }) => rosters.keepAlarm(id, alarm)),
      alarmsSeen: (id, more) => run(({ rosters }) => rosters.alarmsSeen(id, more)),
    },
  };
}

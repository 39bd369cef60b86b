import type { Stores } from '../../../src/domain/stores.ts';
import { NOW } from '../commands.ts';

/** What the use cases work with; nobody is told of entries. */
export function contextOf(stores: Stores, now = NOW) {
  const nobody = () => undefined;
  return {
    ...stores,
    clock: () => now,
    publisher: {
      appended: nobody,
      marksMoved: nobody,
      sessionsEnded: nobody,
      keyLogGrown: nobody,
      vaultChanged: nobody,
      settingsChanged: nobody,
      blocksChanged: nobody,
    },
    rules: { roomCreation: 'everyone' } as never,
  };
}

import { randomUUID } from 'node:crypto';
import { GENERAL } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { createGeneral, isGeneralOffered, joinGeneral } from '../../../src/domain/rooms/general.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { someone } from '../commands.ts';
import { codes } from '../refusal.ts';
import { wholeLog } from '../whole-log.ts';
import { contextOf } from './room-context.ts';
import { memberIn } from './room-commands.ts';

/** There is one such room in a database, so it is one test. */
export function generalContract(stores: () => Stores, other: () => Stores): void {
  describe('the room that everyone joins who registers', { timeout: 60_000 }, () => {
    test('is created by one of two who do so at once, and joined by many at once, each once', async () => {
      const early = someone();
      await joinGeneral(contextOf(stores()), early, randomUUID());
      expect(await isGeneralOffered(other())).toBe(true);
      const results = await Promise.allSettled(
        [stores(), other()].map((store) =>
          createGeneral(contextOf(store), { id: randomUUID(), sender: someone() }),
        ),
      );
      const [refused] = codes(results).filter((code) => code !== undefined);
      expect(codes(results).filter((code) => code === undefined)).toHaveLength(1);
      expect(['E_CONVERSATION_EXISTS', 'E_ROOM_NAME_TAKEN']).toContain(refused);
      expect(await isGeneralOffered(other())).toBe(false);

      const people = Array.from({ length: 10 }, someone);
      await Promise.all(
        people.flatMap((uid) =>
          [stores(), other()].map((store) => joinGeneral(contextOf(store), uid, randomUUID())),
        ),
      );
      const log = await wholeLog(other(), GENERAL);
      expect(log.map(({ body }) => body.kind)).toEqual(['created', ...people.map(() => 'joined')]);
      for (const uid of people)
        expect(await memberIn(other(), GENERAL, uid)).toMatchObject({ role: 'member' });
      expect(await memberIn(other(), GENERAL, early)).toBeUndefined();
    });
  });
}

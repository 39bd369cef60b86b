import type { Body, Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/log/command.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, createGroup, group, message, someone } from './commands.ts';
import { refusal } from './refusal.ts';
import { wholeLog } from './whole-log.ts';

/** A command as a newer server would append it. */
function later(conversation: Uuid, sender: Uuid, body: object): Command {
  return { ...command(conversation, sender, { kind: 'left' }), body: body as Body };
}

const POLL = { kind: 'poll', keepsRights: true, options: ['tea', { hot: true }] };
const QUARANTINE = { kind: 'quarantined', until: 5 };
const named = (kind: string) => ({ kind, keepsRights: false, folded: false });

export function laterKindsContract(stores: () => Stores, other: () => Stores): void {
  describe('entries of a newer version', () => {
    test('are kept and read whole, with all that is unknown', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const expiring = { ...message(conversation, owner), body: { kind: 'message', expires: 9 } as Body };
      const poll = later(conversation, owner, POLL);
      const entries = [await append(stores(), expiring), await append(stores(), poll)].map(
        ({ entry }) => entry,
      );
      expect(entries.map(({ body }) => body)).toEqual([expiring.body, POLL]);
      // `wholeLog` checks the chain.
      expect((await wholeLog(stores(), conversation)).slice(1)).toEqual(entries);
      expect((await wholeLog(other(), conversation)).slice(1)).toEqual(entries);
      expect(await append(stores(), poll)).toMatchObject({ repeated: true, entry: { body: POLL } });
    });

    test('that keep members and rights stop nobody, and the state names them', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      await append(stores(), later(conversation, owner, POLL));
      const { state } = await append(other(), message(conversation, owner));
      expect(state).toMatchObject({ head: 3, count: 1, name: 'Rowing club' });
      expect(state.laterKinds).toEqual([{ kind: 'poll', keepsRights: true, folded: false }]);
      const view = await stores().conversations.view(owner, conversation);
      expect(view?.state.laterKinds).toEqual(state.laterKinds);
    });

    test('that may change them stop everyone, but for the retry of what is stored', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const sent = message(conversation, friend);
      await append(stores(), sent);
      await append(stores(), later(conversation, owner, QUARANTINE));
      for (const store of [stores(), other()]) {
        for (const next of [message(conversation, friend), command(conversation, owner, { kind: 'left' })])
          await expect(append(store, next)).rejects.toThrow(refusal('E_NEEDS_NEWER_VERSION'));
        expect(await append(store, sent)).toMatchObject({ repeated: true });
      }
      expect(await wholeLog(stores(), conversation)).toHaveLength(3);
    });

    test('in words that are unknown are kept whole, and stop everyone', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const guest = { kind: 'roleChanged', member: friend, role: 'guest' };
      const { entry, state } = await append(stores(), later(conversation, owner, guest));
      expect(entry.body).toEqual(guest);
      expect(state.laterKinds).toEqual([named('role: guest')]);
      for (const store of [stores(), other()]) {
        expect((await wholeLog(store, conversation)).at(-1)).toEqual(entry);
        const view = await store.conversations.view(friend, conversation);
        expect(view?.state.members[friend]).toMatchObject({ role: 'guest' });
        for (const next of [message(conversation, friend), command(conversation, owner, { kind: 'ended' })])
          await expect(append(store, next)).rejects.toThrow(refusal('E_NEEDS_NEWER_VERSION'));
      }
    });

    test('that begin a log in words that are unknown show it to its members, from where they joined', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = someone();
      const { body } = createGroup(conversation, owner, { members: [friend] });
      // Any role of the creator but this one is refused in what is no group.
      const members = [owner, friend].map((uid) => ({ uid, role: 'member' }));
      const room = { ...body, type: 'room', history: 'lastWeek', members };
      await append(stores(), later(conversation, owner, room));
      for (const store of [stores(), other()]) {
        const view = await store.conversations.view(friend, conversation);
        expect(view?.state).toMatchObject({ type: 'room', history: 'lastWeek' });
        expect(view?.state.laterKinds).toEqual([named('type: room'), named('history: lastWeek')]);
        expect(await store.conversations.view(someone(), conversation)).toBeUndefined();
        await expect(append(store, message(conversation, friend))).rejects.toThrow(
          refusal('E_NEEDS_NEWER_VERSION'),
        );
      }
    });
  });
}

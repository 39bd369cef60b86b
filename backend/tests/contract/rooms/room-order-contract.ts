import { readableRanges } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { headOf } from '../../../src/domain/log/head-of.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, message, NOW, someone, talk } from '../commands.ts';
import { refusal } from '../refusal.ts';
import { wholeLog } from '../whole-log.ts';
import { join, leave, memberIn, orders, room } from './room-commands.ts';

/** How owners and admins keep a room in order: who is banned or muted stands with the memberships, rules in the state. */
export function roomOrderContract(stores: () => Stores, other: () => Stores): void {
  const at = (time: number, sender: string, conversation: string) =>
    other().conversations.append(message(conversation, sender), time);

  describe('the order of a room', { timeout: 60_000 }, () => {
    test('whoever is banned is out, reads up to the ban, and does not come back before it is taken back', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      const { entry } = await orders(stores(), conversation, owner, { kind: 'banned', member });
      expect(entry.body).toEqual({ kind: 'banned', member, wasIn: true });
      await talk(stores(), conversation, owner, 2);

      expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 1 });
      const state = await other().conversations.state(conversation, [member]);
      expect(state && readableRanges(state, member)).toEqual([{ from: 1, to: entry.seq }]);
      expect((await other().conversations.view(member, conversation))?.newest.seq).toBe(entry.seq);
      expect(await other().conversations.conversationsOf(member)).not.toContain(conversation);
      for (const attempt of [
        join(other(), conversation, member),
        append(other(), message(conversation, member)),
      ])
        await expect(attempt).rejects.toThrow(refusal('E_BANNED'));

      await orders(other(), conversation, owner, { kind: 'unbanned', member });
      await join(stores(), conversation, member);
      expect(await memberIn(other(), conversation, member)).toMatchObject({ role: 'member' });
      expect(await stores().conversations.state(conversation)).toMatchObject({ memberCount: 2 });
      await wholeLog(stores(), conversation);
    });

    test('whoever is outside can be banned, and reads no more by that', async () => {
      const [owner, former, stranger] = [someone(), someone(), someone()];
      const conversation = await room(stores(), owner, [former]);
      const left = await leave(stores(), conversation, former);
      for (const member of [former, stranger]) {
        const { entry } = await orders(stores(), conversation, owner, { kind: 'banned', member });
        expect(entry.body).toEqual({ kind: 'banned', member });
        await expect(join(other(), conversation, member)).rejects.toThrow(refusal('E_BANNED'));
      }
      expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 1 });
      const state = await other().conversations.state(conversation, [former, stranger]);
      expect(state && readableRanges(state, former)).toEqual([{ from: 1, to: left.entry.seq }]);
      expect(state && readableRanges(state, stranger)).toEqual([]);
      expect(await other().conversations.view(stranger, conversation)).toBeUndefined();
      expect(await other().conversations.bannedFrom(conversation, '', 10)).toEqual(
        [former, stranger].toSorted(),
      );

      await orders(other(), conversation, owner, { kind: 'unbanned', member: stranger });
      expect(await stores().conversations.bannedFrom(conversation, '', 10)).toEqual([former]);
      const { entry } = await join(stores(), conversation, stranger);
      expect(await memberIn(other(), conversation, stranger)).toEqual({
        role: 'member',
        intervals: [{ from: entry.seq }],
      });
    });

    test('those who are banned are listed in pages', async () => {
      const [owner, ...people] = [someone(), someone(), someone(), someone()];
      const conversation = await room(stores(), owner, people.slice(1));
      for (const member of people) await orders(stores(), conversation, owner, { kind: 'banned', member });
      const [first, second, third] = people.toSorted();
      expect(await other().conversations.bannedFrom(conversation, '', 2)).toEqual([first, second]);
      expect(await other().conversations.bannedFrom(conversation, second ?? '', 2)).toEqual([third]);
      expect(await other().conversations.bannedFrom(await room(stores(), owner), '', 2)).toEqual([]);
    });

    test('a repeated ban is answered with the first, whatever became of it', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      const ban = command(conversation, owner, { kind: 'banned', member });
      const first = await append(stores(), ban);
      expect(await append(other(), ban)).toMatchObject({ repeated: true, entry: first.entry });
      await orders(stores(), conversation, owner, { kind: 'unbanned', member });
      expect(await append(other(), ban)).toMatchObject({ repeated: true, entry: first.entry });
      const another = { ...ban, body: { kind: 'banned' as const, member: someone() } };
      await expect(append(stores(), another)).rejects.toThrow(refusal('E_MESSAGE_ID_REUSED'));
      await join(other(), conversation, member);
    });

    test('whoever is muted writes again when the time is over, also if they left meanwhile', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await orders(stores(), conversation, owner, { kind: 'muted', member, seconds: 60 });
      const view = await other().conversations.view(member, conversation);
      expect(view && headOf(member, view)).toMatchObject({ mutedUntil: NOW + 60_000 });
      await leave(stores(), conversation, member);
      await join(other(), conversation, member);
      await expect(at(NOW + 59_000, member, conversation)).rejects.toMatchObject({
        code: 'E_MUTED',
        retryable: false,
        retryAfterMs: 1_000,
      });
      await at(NOW + 60_000, member, conversation);
    });

    test('a mute reaches whoever has just left, and nobody who never was in the room', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await leave(stores(), conversation, member);
      await orders(other(), conversation, owner, { kind: 'muted', member, seconds: 60 });
      await join(stores(), conversation, member);
      await expect(at(NOW + 59_000, member, conversation)).rejects.toThrow(refusal('E_MUTED'));
      await at(NOW + 60_000, member, conversation);
      const mute = orders(stores(), conversation, owner, { kind: 'muted', member: someone(), seconds: 60 });
      await expect(mute).rejects.toThrow(refusal('E_NOT_A_MEMBER'));
    });

    test('a mute is ended by the next one', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await orders(stores(), conversation, owner, { kind: 'muted', member, seconds: 600 });
      await orders(other(), conversation, owner, { kind: 'muted', member, seconds: 0 });
      await append(stores(), message(conversation, member));
    });

    test('whoever has left does not learn by which rules the others go on', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await leave(stores(), conversation, member);
      const rules = { slowMode: 30, onlyAdmins: true };
      await orders(stores(), conversation, owner, { kind: 'rulesChanged', rules });
      const ruled = async (uid: string) => {
        const view = await other().conversations.view(uid, conversation);
        return view && headOf(uid, view).rules;
      };
      expect([await ruled(owner), await ruled(member)]).toEqual([rules, undefined]);
    });

    test('in slow mode plain members wait from one message to the next, whichever server takes it', async () => {
      const [owner, member, admin] = [someone(), someone(), someone()];
      const conversation = await room(stores(), owner, [member, admin]);
      await orders(stores(), conversation, owner, { kind: 'roleChanged', member: admin, role: 'admin' });
      const slow = { kind: 'rulesChanged', rules: { slowMode: 30, onlyAdmins: false } } as const;
      await orders(stores(), conversation, owner, slow);
      await append(stores(), message(conversation, member));
      await expect(at(NOW + 29_000, member, conversation)).rejects.toMatchObject({
        code: 'E_SLOW_MODE',
        retryable: false,
        retryAfterMs: 1_000,
      });
      for (const uid of [owner, owner, admin, admin]) await at(NOW + 29_000, uid, conversation);
      await at(NOW + 30_000, member, conversation);
      await expect(at(NOW + 31_000, member, conversation)).rejects.toThrow(refusal('E_SLOW_MODE'));
      await orders(other(), conversation, owner, {
        kind: 'rulesChanged',
        rules: { slowMode: 0, onlyAdmins: false },
      });
      await at(NOW + 31_000, member, conversation);
    });

    test('where only admins write, the state says so, and a plain member reads', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      const rules = { slowMode: 0, onlyAdmins: true };
      await orders(stores(), conversation, owner, { kind: 'rulesChanged', rules });
      await expect(append(other(), message(conversation, member))).rejects.toThrow(
        refusal('E_ONLY_ADMINS_WRITE'),
      );
      const { entry } = await append(other(), message(conversation, owner));
      const view = await other().conversations.view(member, conversation);
      expect(view && headOf(member, view)).toMatchObject({ head: entry.seq, rules });
    });

    test('whom the administrators make owner is one, with the sender outside of the room', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await orders(other(), conversation, someone(), { kind: 'appointed', member });
      expect(await memberIn(stores(), conversation, member)).toMatchObject({ role: 'owner' });
      await leave(stores(), conversation, owner);
      await expect(
        orders(stores(), conversation, someone(), { kind: 'appointed', member: owner }),
      ).rejects.toThrow(refusal('E_NOT_A_MEMBER'));
      await wholeLog(other(), conversation);
    });
  });
}

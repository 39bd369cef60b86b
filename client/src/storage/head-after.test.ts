import type { Body, Entry } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeServer, user } from '../../tests/fake-server.ts';
import { held } from '../../tests/held.ts';
import { headAfter } from './head-after.ts';

const [me, alice] = [user(1), user(2)];

/** What an entry makes of the head of a room that one is in. */
function after(body: Body) {
  const server = new FakeServer();
  const conversation = server.group([alice, me]);
  const known = server.head(conversation, me.uid);
  if (known === undefined) throw new Error('there is no head');
  const { last: _, ...head } = known;
  const room = { ...head, visibility: 'public' as const };
  const entry: Entry = {
    conversation,
    seq: head.head + 1,
    id: server.newId(),
    sender: alice.uid,
    time: 1_000,
    count: head.count,
    chain: head.chain,
    body,
  };
  return { before: room, after: headAfter(room, held(entry), me.uid) };
}

test('a ban of oneself ends what one reads, and counts one less', () => {
  const { before, after: banned } = after({ kind: 'banned', member: me.uid, wasIn: true });
  expect(banned).toMatchObject({ role: null, memberCount: before.memberCount - 1 });
  expect(banned.readable.at(-1)?.to).toBe(banned.head);
});

test('a ban of somebody outside counts nobody', () => {
  const { before, after: banned } = after({ kind: 'banned', member: user(3).uid });
  expect(banned).toMatchObject({
    role: before.role,
    memberCount: before.memberCount,
    readable: before.readable,
  });
});

test('a mute counts from the time of its entry, and for whom it names', () => {
  expect(after({ kind: 'muted', member: me.uid, seconds: 60 }).after.mutedUntil).toBe(61_000);
  expect(after({ kind: 'muted', member: alice.uid, seconds: 60 }).after).not.toHaveProperty('mutedUntil');
});

test('rules, look and an appointment are as the entry says', () => {
  const rules = { slowMode: 30, onlyAdmins: true };
  expect(after({ kind: 'rulesChanged', rules }).after.rules).toEqual(rules);
  const look = { topic: 'Ships', description: 'long', icon: '⚓' };
  expect(after({ kind: 'described', look, keepsRights: true }).after.look).toEqual(look);
  expect(after({ kind: 'appointed', member: me.uid }).after.role).toBe('owner');
});

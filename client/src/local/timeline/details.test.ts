import type { ConversationDetails, MemberMark, Role, User, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeServer, user } from '../../../tests/fake-server.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import { DetailsFold } from './details.ts';

const [me, alice] = [user(1), user(2)];

function from(server: FakeServer, conversation: Uuid, { uid }: User) {
  return { conversation, sender: uid, id: server.newId() };
}

function world(head: readonly MemberMark[] = []) {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const state = server.state(group);
  if (state === undefined) throw new Error('the group was just made');
  const details: ConversationDetails = { state, marks: [] };
  const storage = new MemoryStorage(me.uid);
  const fold = (fetch: () => Promise<ConversationDetails>) =>
    new DetailsFold(group, me.uid, storage, { fetch, head: () => ({ role: 'member', marks: [...head] }) });
  return { server, group, details, storage, fold };
}

test('what the server says is kept', async () => {
  const { group, details, storage, fold } = world();
  const fresh = fold(async () => details);
  await fresh.refresh();
  expect(fresh.value.get()).toEqual(details);
  expect(await storage.readDetails(group)).toEqual(details);
});

test('without an answer what was kept stands, followed by what this device holds since', async () => {
  const { server, group, details, storage, fold } = world();
  await storage.saveDetails(group, details);
  server.say(group, alice, 'later');
  const head = server.head(group, me.uid);
  await storage.saveHeads(head === undefined ? [] : [head]);
  await storage.append(group, { from: 1, to: 2, entries: server.logs.get(group) ?? [], hidden: [] });

  const offline = fold(() => Promise.reject(new NoAnswerError()));
  await Promise.all([expect(offline.refresh()).rejects.toThrow(NoAnswerError), offline.restore()]);
  expect(offline.value.get()?.state.members).toEqual(details.state.members);
  expect(offline.value.get()?.state.head).toBe(2);
});

test('what was kept does not replace what the server said meanwhile', async () => {
  const { group, details, storage, fold } = world();
  await storage.saveDetails(group, { ...details, state: { ...details.state, name: 'Old' } });
  const online = fold(async () => details);
  await Promise.all([online.restore(), online.refresh()]);
  expect(online.value.get()).toEqual(details);
});

test('a failure is told to who asked, and the next question is asked all the same', async () => {
  const { details, fold } = world();
  const answers = [Promise.reject(new TypeError('an answer that cannot be read')), Promise.resolve(details)];
  const broken = fold(() => answers.shift() ?? Promise.reject(new NoAnswerError()));
  await expect(broken.refresh()).rejects.toThrow('an answer that cannot be read');
  await broken.refresh();
  expect(broken.value.get()).toEqual(details);
});

test('marks that the head knows already do not go back to what was kept, or to what the server said before', async () => {
  const marks = [{ uid: alice.uid, delivered: 1, read: 1 }];
  const { group, details, storage, fold } = world(marks);
  await storage.saveDetails(group, details);
  const opened = fold(async () => details);
  await opened.restore();
  expect(opened.value.get()?.marks).toEqual(marks);
  await opened.refresh();
  expect(opened.value.get()?.marks).toEqual(marks);
});

test('who is removed has no marks any more, whatever still comes of them', async () => {
  const { server, group, details, fold } = world();
  const marks = [alice, me].map(({ uid }) => ({ uid, delivered: 1, read: 1 }));
  const opened = fold(async () => ({ ...details, marks }));
  await opened.refresh();
  const body = { kind: 'removed', member: alice.uid } as const;
  opened.append([server.append({ conversation: group, sender: me.uid, id: server.newId(), body })]);
  opened.moveMarks([{ uid: alice.uid, delivered: 2, read: 2 }]);
  expect(opened.value.get()?.marks.map(({ uid }) => uid)).toEqual([me.uid]);
});

test('in a room the user’s own membership stands beside its owners and admins, and goes with it', async () => {
  const server = new FakeServer();
  const room = server.room(alice);
  const join = server.append({ ...from(server, room, me), body: { kind: 'joined' } });
  const state = server.state(room);
  if (state === undefined) throw new Error('the room was just made');
  let head: { role: Role | null; marks?: MemberMark[] } = { role: 'member' };
  const source = { fetch: async () => ({ state, marks: [] }), head: () => head };
  const opened = new DetailsFold(room, me.uid, new MemoryStorage(me.uid), source);
  const roles = () => Object.values(opened.value.get()?.state.members ?? {}).map(({ role }) => role);
  await opened.refresh();
  expect([join.seq, opened.value.get()?.state.memberCount]).toEqual([2, 2]);
  expect(roles()).toEqual(['owner', 'member']);

  const change = (role: Role) =>
    opened.append([
      server.append({ ...from(server, room, alice), body: { kind: 'roleChanged', member: me.uid, role } }),
    ]);
  change('admin');
  expect(roles()).toEqual(['owner', 'admin']);
  change('member');
  expect(roles()).toEqual(['owner', 'member']);

  head = { role: null };
  opened.append([server.append({ ...from(server, room, me), body: { kind: 'left' } })]);
  expect(roles()).toEqual(['owner']);
  expect(opened.value.get()?.state.memberCount).toBe(1);
});

test('in a room the marks are those of the head, also of members whom its state does not hold', async () => {
  const server = new FakeServer();
  const room = server.room(alice);
  const state = server.state(room);
  if (state === undefined) throw new Error('the room was just made');
  const marks = [alice, me, user(3)].map(({ uid }) => ({ uid, delivered: 1, read: 1 }));
  const source = {
    fetch: async () => ({ state, marks: [] }),
    head: () => ({ role: 'member' as const, marks }),
  };
  const opened = new DetailsFold(room, me.uid, new MemoryStorage(me.uid), source);
  await opened.refresh();
  expect(opened.value.get()?.marks).toEqual(marks);
});

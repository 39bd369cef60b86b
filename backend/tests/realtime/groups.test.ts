import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('everyone in a new group hears of it, in every tab, and then of what is said', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs, bobsToo] = await Promise.all([
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(bob),
  ]);

  const conversation = await createGroup(backend, alice, [bob]);

  for (const tab of [alices, bobs, bobsToo])
    expect(await tab.next('newgrp')).toMatchObject({
      head: { conversation, name: 'A group', head: 1, invitation: { by: alice.uid, seq: 1 } },
    });
  const entry = await alices.get('groupMessage', groupText(conversation, 'welcome'));
  expect(await bobsToo.next('response', ({ seq }) => seq === 2)).toEqual(entry);
});

test('somebody who is removed sees that, and nothing after it', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  const conversation = await createGroup(backend, alice, [bob]);

  await call(
    backend.httpUrl,
    'removeMember',
    { id: randomUUID(), member: bob.uid },
    { token: alice.token, params: { conversation } },
  );
  await alices.get('groupMessage', groupText(conversation, 'he is gone'));

  await bobs.settled();
  const seen = bobs.received('response').map(({ body }) => body.kind);
  expect(seen).toEqual(['created', 'removed']);
  expect(await bobs.ask('groupMessage', groupText(conversation, 'let me in'))).toMatchObject({
    error: { code: 'E_NOT_A_MEMBER' },
  });
});

test('a new group and added people are acknowledged again although one was deactivated since', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const group = { conversation: randomUUID(), id: randomUUID(), name: 'Rowers', history: 'all' as const };
  const as = { token: alice.token, params: { conversation: group.conversation } };
  const create = () => call(backend.httpUrl, 'createGroup', { ...group, members: [bob.uid] }, as);
  const id = randomUUID();
  const add = (command = id) =>
    call(backend.httpUrl, 'addMembers', { id: command, members: [carol.uid] }, as);
  const [created, added] = [await create(), await add()];
  for (const { uid } of [bob, carol]) await backend.stores.users.setStanding(uid, { removed: true });

  expect(await create()).toMatchObject({ status: 200, body: created.body });
  expect(await add()).toMatchObject({ status: 200, body: added.body });
  expect(await add(randomUUID())).toMatchObject({ status: 404 });
});

test('a retry of what was stored is acknowledged even after its sender was removed', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const bobs = await backend.connect(bob);
  const conversation = await createGroup(backend, alice, [bob]);
  const message = groupText(conversation, 'the ack was lost');
  const first = await bobs.get('groupMessage', message);

  await call(
    backend.httpUrl,
    'removeMember',
    { id: randomUUID(), member: bob.uid },
    { token: alice.token, params: { conversation } },
  );

  expect(await bobs.get('groupMessage', message)).toEqual(first);
});

test('a member who was removed and came back syncs both intervals, and what lies between is hidden', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  const conversation = await createGroup(backend, alice, [bob]);
  const change = { token: alice.token, params: { conversation } };
  await call(backend.httpUrl, 'removeMember', { id: randomUUID(), member: bob.uid }, change);
  await alices.get('groupMessage', groupText(conversation, 'between us'));
  await alices.get('groupMessage', groupText(conversation, 'more of it'));
  await call(backend.httpUrl, 'addMembers', { id: randomUUID(), members: [bob.uid] }, change);

  const page = await bobs.get('sync', { conversation, direction: 'last', limit: 50 });

  expect(page).toMatchObject({ from: 1, to: 5, head: 5, hidden: [{ from: 3, to: 4 }] });
  expect(page.entries.map(({ seq }) => seq)).toEqual([1, 2, 5]);
});

test('somebody who was removed learns neither the new name nor who is in the group', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const bobs = await backend.connect(bob);
  const conversation = await createGroup(backend, alice, [bob]);
  const change = { token: alice.token, params: { conversation } };
  await call(backend.httpUrl, 'removeMember', { id: randomUUID(), member: bob.uid }, change);
  await call(backend.httpUrl, 'renameGroup', { id: randomUUID(), name: 'Without Bob' }, change);
  await call(backend.httpUrl, 'addMembers', { id: randomUUID(), members: [carol.uid] }, change);

  const { heads } = await bobs.get('heads', {});
  const details = await call(
    backend.httpUrl,
    'conversation',
    {},
    { token: bob.token, params: { conversation } },
  );

  expect(heads.find((head) => head.conversation === conversation)).toMatchObject({
    name: 'A group',
    head: 2,
    memberCount: 1,
    role: null,
  });
  expect(JSON.stringify(details.body)).not.toMatch(new RegExp(`Without Bob|${carol.uid}`));
});

test('the last owner cannot leave others behind without an owner', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const conversation = await createGroup(backend, alice, [bob]);

  const answer = await call(
    backend.httpUrl,
    'leaveGroup',
    { id: randomUUID() },
    { token: alice.token, params: { conversation } },
  );

  expect(answer).toMatchObject({ status: 409, body: { code: 'E_LAST_OWNER' } });
});

test('an owner deletes what a member wrote: everyone hears of it, and nobody gets the text any more', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  const conversation = await createGroup(backend, alice, [bob]);
  const rule = await alices.get('groupMessage', groupText(conversation, 'be kind'));
  const insult = await bobs.get('groupMessage', groupText(conversation, 'an insult'));
  const deletion = (target: number) => ({
    conversation,
    id: randomUUID(),
    body: { kind: 'deletion', target } as const,
  });

  expect(await bobs.ask('groupMessage', deletion(rule.seq))).toMatchObject({ error: { code: 'E_TARGET' } });
  const entry = await alices.get('groupMessage', deletion(insult.seq));

  expect(await bobs.next('response', ({ body }) => body.kind === 'deletion')).toEqual(entry);
  expect(entry).toMatchObject({ sender: alice.uid, body: { target: insult.seq } });
  const { entries } = await bobs.get('sync', {
    direction: 'before',
    conversation,
    seq: entry.seq,
    limit: 10,
  });
  expect(entries.find(({ seq }) => seq === insult.seq)?.payload?.kind).toBe('erased');
});

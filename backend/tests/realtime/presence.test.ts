import { ANNOUNCEMENTS, TIMING } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { privateText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('companions learn who comes, and after a grace who has gone and when', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  await createGroup(backend, alice, [bob]);
  const alices = await backend.connect(alice);
  await backend.pass(1_000);

  const bobs = await backend.connect(bob);
  await backend.pass(1_000);
  await alices.next('onlineStatus', ({ users }) => users[0]?.uid === bob.uid && users[0].online);

  const gone = backend.clock.read();
  bobs.socket.disconnect();
  await backend.socketsGone(bob);
  await backend.pass(TIMING.presenceGrace);
  const offline = await alices.next('onlineStatus', ({ users }) => users[0]?.online === false);
  expect(offline.users).toEqual([{ uid: bob.uid, online: false, lastSeen: gone }]);
});

test('whoever comes is told who is there', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  await createGroup(backend, alice, [bob]);
  await backend.connect(alice);

  const bobs = await backend.connect(bob);

  expect(await bobs.next('onlineStatus')).toEqual({ users: [{ uid: alice.uid, online: true }] });
});

test('a connection lost for less than the grace goes unnoticed', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  await createGroup(backend, alice, [bob]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  await backend.pass(1_000);

  bobs.socket.disconnect();
  await backend.socketsGone(bob);
  await backend.pass(TIMING.presenceGrace - 1);
  await backend.connect(bob);
  await backend.pass(TIMING.presenceGrace);

  await alices.settled();
  const seen = alices.received('onlineStatus').flatMap(({ users }) => users);
  expect(seen.some(({ online }) => !online)).toBe(false);
});

test('people who meet in a new conversation learn that both are online', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  await backend.pass(1_000);

  await alices.get('privateMessage', privateText(alice, bob, 'nice to meet you'));

  await alices.next('onlineStatus', ({ users }) => users.some(({ uid }) => uid === bob.uid));
  await bobs.next('onlineStatus', ({ users }) => users.some(({ uid }) => uid === alice.uid));
});

test('a blocked user sees the other go offline, and learns nothing more of them', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const conversation = await createGroup(backend, bob, [alice]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  await backend.pass(1_000);

  await call(backend.httpUrl, 'block', {}, { token: alice.token, params: { uid: bob.uid } });
  await bobs.next('onlineStatus', ({ users }) => users[0]?.uid === alice.uid && !users[0].online);
  alices.tell('typing', { conversation });
  await alices.settled();
  await bobs.settled();

  const { body } = await call(backend.httpUrl, 'peopleByUid', { uids: alice.uid }, { token: bob.token });
  expect(bobs.received('typing')).toEqual([]);
  expect(body).not.toHaveProperty('people.0.presence');
  const bobsMessage = await bobs.ask('privateMessage', privateText(bob, alice, 'hello?'));
  expect(bobsMessage.success).toBe(true);
});

test('the members of a conversation see who is typing, the one who types does not', async () => {
  const backend = await startTestBackend();
  const [alice, bob, eve] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const conversation = await createGroup(backend, alice, [bob]);
  const [alices, alicesOther, bobs, eves] = await Promise.all([
    backend.connect(alice),
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(eve),
  ]);

  eves.tell('typing', { conversation });
  await eves.settled();
  alices.tell('typing', { conversation });

  expect(await bobs.next('typing')).toEqual({ conversation, uid: alice.uid });
  await alicesOther.settled();
  expect(alicesOther.received('typing')).toEqual([]);
});

test('a typist is told of once a second however often they say so, and not to everyone', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const conversation = await createGroup(backend, alice, [bob]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  const told = { conversation, uid: alice.uid };
  const type = async () => {
    for (let i = 0; i < 10; i++) alices.tell('typing', { conversation });
    alices.tell('typing', { conversation: ANNOUNCEMENTS });
    await alices.settled();
    await bobs.settled();
  };

  // What another server says is on its way for longer. What it says too often would be there before what it says next.
  for (const all of [[told], [told, told], [told, told, told]]) {
    await type();
    await expect.poll(() => bobs.received('typing')).toEqual(all);
    await backend.pass(1_000);
  }
});

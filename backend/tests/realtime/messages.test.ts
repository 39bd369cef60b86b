import { randomUUID } from 'node:crypto';
import { ANNOUNCEMENTS, encodeContent } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

describe.each(['memory', 'sqlite'] as const)('over %s', (store) => {
  test('a message is acknowledged with its entry and reaches the other one and the sender’s other tabs', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const [first, second, bobs] = await Promise.all([
      backend.connect(alice),
      backend.connect(alice),
      backend.connect(bob),
    ]);

    const entry = await first.get('privateMessage', privateText(alice, bob, 'hello'));

    expect(entry).toMatchObject({ seq: 2, count: 1, sender: alice.uid });
    expect(await bobs.next('response', ({ seq }) => seq === 2)).toEqual(entry);
    expect(await second.next('response', ({ seq }) => seq === 2)).toEqual(entry);
  });

  test('the socket that gets an entry as its answer is not told it again, in any kind of conversation', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.registerAdmin(), backend.register()]);
    const conversation = await createGroup(backend, alice, [bob]);
    const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);

    const { body, payload } = groupText(conversation, 'to everyone');
    const entries = [
      await alices.get('privateMessage', privateText(alice, bob, 'hello')),
      await alices.get('groupMessage', groupText(conversation, 'hello')),
      await alices.get('broadcastMessage', { id: randomUUID(), body, payload }),
    ];

    for (const { id } of entries) await bobs.next('response', (entry) => entry.id === id);
    await alices.settled();
    expect(alices.received('response').map(({ body: { kind } }) => kind)).not.toContain('message');
  });

  test('a retry gets the same entry and reaches nobody twice', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
    const message = privateText(alice, bob, 'once');

    const first = await alices.get('privateMessage', message);
    const again = await alices.get('privateMessage', message);

    await bobs.settled();
    expect(again).toEqual(first);
    expect(bobs.received('response').filter(({ id }) => id === message.id)).toHaveLength(1);
  });

  test('an id used again with other content is refused', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const alices = await backend.connect(alice);
    const message = privateText(alice, bob, 'one');
    await alices.get('privateMessage', message);

    const other = { ...message, payload: encodeContent({ type: 'text', text: 'two' }) };

    expect(await alices.ask('privateMessage', other)).toMatchObject({
      success: false,
      error: { code: 'E_MESSAGE_ID_REUSED' },
    });
  });

  test('two people who write to each other first at the same moment share one conversation', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);

    const entries = await Promise.all([
      alices.get('privateMessage', privateText(alice, bob, 'hi Bob')),
      bobs.get('privateMessage', privateText(bob, alice, 'hi Alice')),
    ]);

    expect(entries.map(({ seq }) => seq).sort()).toEqual([2, 3]);
  });

  test('a hundred messages at once get a hundred neighbouring numbers', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const alices = await backend.connect(alice);
    const conversation = await createGroup(backend, alice, [bob]);
    const texts = Array.from({ length: 100 }, (_, i) => groupText(conversation, `${i}`));

    const entries = await Promise.all(texts.map((text) => alices.get('groupMessage', text)));

    expect(entries.map(({ seq }) => seq)).toEqual(texts.map((_, i) => i + 2));
  });

  test('a message with the id of a conversation of other people is refused', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob, eve] = await Promise.all([backend.register(), backend.register(), backend.register()]);
    const eves = await backend.connect(eve);
    const { conversation } = privateText(alice, bob, '');

    const message = { ...privateText(eve, bob, 'I am Alice'), conversation };

    expect(await eves.ask('privateMessage', message)).toMatchObject({ error: { code: 'E_BAD_REQUEST' } });
  });

  test('nobody can take the place of other people’s direct conversation with a group', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob, eve] = await Promise.all([backend.register(), backend.register(), backend.register()]);
    const { conversation } = privateText(alice, bob, '');
    const group = { conversation, id: randomUUID(), name: 'Mine', members: [], history: 'all' as const };

    const { status } = await call(backend.httpUrl, 'createGroup', group, { token: eve.token });

    expect(status).toBe(400);
  });

  test('only an administrator announces, and everyone hears it', async () => {
    const backend = await startTestBackend({ store });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const admin = await backend.registerAdmin();
    const [alices, bobs, admins] = await Promise.all([
      backend.connect(alice),
      backend.connect(bob),
      backend.connect(admin),
    ]);
    const announcement = (text: string) => {
      const { id, body, payload } = groupText(ANNOUNCEMENTS, text);
      return { id, body, payload };
    };

    expect(await alices.ask('broadcastMessage', announcement('no'))).toMatchObject({
      error: { code: 'E_FORBIDDEN' },
    });
    expect(await alices.ask('groupMessage', groupText(ANNOUNCEMENTS, 'no'))).toMatchObject({
      error: { code: 'E_NOT_FOUND' },
    });
    const entry = await admins.get('broadcastMessage', announcement('Tonight we update'));
    expect(await bobs.next('response', ({ seq }) => seq === entry.seq)).toEqual(entry);
  });

  test('that a user has read an announcement is seen in their own tabs alone', async () => {
    const backend = await startTestBackend({ store });
    const [admin, bob] = await Promise.all([backend.registerAdmin(), backend.register()]);
    const [admins, bobs, elsewhere] = await Promise.all([
      backend.connect(admin),
      backend.connect(bob),
      backend.connect(bob),
    ]);
    const { id, body, payload } = groupText(ANNOUNCEMENTS, 'Tonight we update');
    const { conversation, seq } = await admins.get('broadcastMessage', { id, body, payload });

    bobs.tell('read', { marks: [{ conversation, seq }] });

    const marks = [{ uid: bob.uid, delivered: seq, read: seq }];
    expect(await elsewhere.next('updateDeliveryStatusOnConnection')).toEqual({ conversation, marks });
    await admins.settled();
    expect(admins.received('updateDeliveryStatusOnConnection')).toEqual([]);
  });
});

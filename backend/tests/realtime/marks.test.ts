import { expect, test } from 'vitest';
import { createGroup } from '../../testing/create-group.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('in a direct conversation the sender sees at once that their message was received and read', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  const { conversation, seq } = await alices.get('privateMessage', privateText(alice, bob, 'read me'));

  bobs.tell('delivered', { marks: [{ conversation, seq }] });
  await alices.next('updateDeliveryStatusOnConnection');
  bobs.tell('read', { marks: [{ conversation, seq }] });

  await alices.next('updateDeliveryStatusOnConnection', ({ marks }) => marks[0]?.read === seq);
  expect(alices.received('updateDeliveryStatusOnConnection')).toEqual([
    { conversation, marks: [{ uid: bob.uid, delivered: seq, read: 1 }] },
    { conversation, marks: [{ uid: bob.uid, delivered: seq, read: seq }] },
  ]);
});

test('in a group the marks of a second travel together', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const [alices, bobs, carols] = await Promise.all([
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(carol),
  ]);
  const conversation = await createGroup(backend, alice, [bob, carol]);
  const { seq } = await alices.get('groupMessage', groupText(conversation, 'hello'));
  await backend.pass(1_000);

  bobs.tell('delivered', { marks: [{ conversation, seq }] });
  carols.tell('delivered', { marks: [{ conversation, seq }] });
  carols.tell('read', { marks: [{ conversation, seq }] });
  const marks = [
    { uid: bob.uid, delivered: seq, read: 1 },
    { uid: carol.uid, delivered: seq, read: seq },
  ];
  await expect
    .poll(() => backend.stores.conversations.marks(conversation))
    .toEqual(expect.arrayContaining(marks));
  await Promise.all([bobs.settled(), carols.settled()]);
  await backend.pass(1_000);

  await alices.next('updateDeliveryStatusOnConnection');
  const [moved, ...more] = alices.received('updateDeliveryStatusOnConnection');
  expect(more).toEqual([]);
  expect(moved?.marks).toEqual(expect.arrayContaining(marks));
});

test('marks beyond the head stop at it, and marks of a stranger move nothing', async () => {
  const backend = await startTestBackend();
  const [alice, bob, eve] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const [alices, bobs, eves] = await Promise.all([
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(eve),
  ]);
  const { conversation, seq } = await alices.get('privateMessage', privateText(alice, bob, 'hi'));

  eves.tell('read', { marks: [{ conversation, seq }] });
  await eves.settled();
  bobs.tell('read', { marks: [{ conversation, seq: 1_000_000 }] });

  const moved = await alices.next('updateDeliveryStatusOnConnection');
  expect(moved.marks).toEqual([{ uid: bob.uid, delivered: seq, read: seq }]);
});

import { expect, test } from 'vitest';
import { privateText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('a message is acknowledged with its entry and reaches the other one', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [aliceHere, bobHere] = await Promise.all([backend.connect(alice), backend.connect(bob)]);

  const entry = await aliceHere.get('privateMessage', privateText(alice, bob, 'hello'));

  expect(entry).toMatchObject({ seq: 2, count: 1, sender: alice.uid });
  expect(await bobHere.next('response', ({ seq }) => seq === 2)).toEqual(entry);
});

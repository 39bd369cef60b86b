import { expect, test } from 'vitest';
import { room } from '../../../tests/contract/rooms/room-commands.ts';
import { groupText } from '../../../testing/message.ts';
import { startTestBackend } from '../../../testing/start-test-backend.ts';

test('in a room that was quiet a message reaches everyone once, and its sender by the answer alone', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const conversation = await room(backend.stores, alice.uid, [bob.uid]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  await Promise.all([alices.settled(), bobs.settled()]);

  for (const words of ['hello', 'again']) {
    const { seq } = await alices.get('groupMessage', groupText(conversation, words));
    await bobs.next('response', (entry) => entry.seq === seq);
    // The server looks for entries that it missed, and then forgets that it delivered any.
    await backend.pass(1_000);
    await backend.pass(61_000);
  }
  await Promise.all([alices.settled(), bobs.settled()]);
  expect(bobs.received('response')).toHaveLength(2);
  expect(alices.received('response')).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { TIMING } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { groupText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('members read a deleted room for thirty days; then what was said there is erased', async () => {
  const backend = await startTestBackend();
  const owner = await backend.register();
  const conversation = randomUUID();
  const { token } = owner;
  await call(backend.httpUrl, 'createRoom', { conversation, id: randomUUID(), name: 'Quay' }, { token });
  const socket = await backend.connect(owner);
  await socket.get('groupMessage', groupText(conversation, 'hello'));
  const as = { token, params: { conversation } };
  await call(backend.httpUrl, 'endGroup', { id: randomUUID() }, as);
  const payload = async () => (await backend.stores.conversations.entries(conversation, 2, 2))[0]?.payload;

  await backend.pass(TIMING.readOn);
  expect(await payload()).toMatchObject({ kind: 'plain' });
  await backend.pass(60_000);
  expect(await payload()).toMatchObject({ kind: 'erased', was: 'plain' });
});

import { ParleyError } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('what is done once a second never runs beside itself, even when a part of it fails', async () => {
  const backend = await startTestBackend();
  await backend.connect(await backend.register());
  const { sessions, conversations } = backend.stores;
  const looks: (() => void)[] = [];
  const changedSince = conversations.changedSince.bind(conversations);
  sessions.ended = () => Promise.reject(new ParleyError('E_STORE_BUSY'));
  conversations.changedSince = async (token) => {
    await new Promise<void>((resolve) => looks.push(resolve));
    return changedSince(token);
  };

  const first = backend.pass(1_000);
  await new Promise(setImmediate);
  const second = backend.pass(1_000);
  await new Promise(setImmediate);
  const beside = looks.length;
  conversations.changedSince = changedSince;
  for (const resolve of looks) resolve();
  await Promise.all([first, second]);

  expect(beside).toBe(1);
});

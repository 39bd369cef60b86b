import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('the built-in commands answer', async () => {
  const backend = await startTestBackend();
  const client = await backend.connect(await backend.register());

  expect(await client.get('command', { name: 'ping' })).toEqual({ name: 'ping', text: 'pong' });
  expect(await client.get('command', { name: 'echo', text: 'hello' })).toMatchObject({ text: 'hello' });
  expect(await client.get('command', { name: 'user_count' })).toMatchObject({ text: '1' });
  expect((await client.get('command', { name: 'server_info' })).text).toMatch(
    /^Parley \d+\.\d+\.\d+, up \d+ s$/,
  );
  expect((await client.get('command', { name: 'list_commands' })).text.split('\n')).toHaveLength(5);
});

test('a deployment can register commands of its own', async () => {
  const commands = [{ name: 'lunch', description: 'says what there is', run: () => 'soup' }];
  const backend = await startTestBackend({ parts: { commands } });
  const client = await backend.connect(await backend.register());

  expect(await client.get('command', { name: 'lunch' })).toEqual({ name: 'lunch', text: 'soup' });
  expect(await client.ask('command', { name: 'dinner' })).toMatchObject({
    error: { code: 'E_UNKNOWN_COMMAND' },
  });
});

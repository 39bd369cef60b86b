import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inProcess } from '../../src/domain/commands/in-process.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const only = (who: 'machines' | 'administrators') =>
  inProcess({
    ...{ name: `for_${who}`, help: 'says yes', who: [who] },
    ...{ parameters: z.object({}), result: z.string() },
    run: () => 'yes',
  });

test('the built-in commands answer', async () => {
  const backend = await startTestBackend();
  const client = await backend.connect(await backend.register());

  expect(await client.get('command', { name: 'ping' })).toEqual({
    name: 'ping',
    text: 'pong',
    result: 'pong',
  });
  expect(await client.get('command', { name: 'echo', text: 'hello  you' })).toMatchObject({
    text: 'hello  you',
  });
  expect(await client.get('command', { name: 'echo', parameters: { text: 'hi' } })).toMatchObject({
    result: 'hi',
  });
  expect(await client.get('command', { name: 'user_count' })).toMatchObject({
    text: '1',
    result: { online: 1 },
  });
  expect((await client.get('command', { name: 'server_info' })).text).toMatch(
    /^Parley \d+\.\d+\.\d+, up \d+ s$/,
  );
  expect((await client.get('command', { name: 'list_commands' })).text.split('\n')).toHaveLength(5);
});

test('the list has the schemas of all commands, and says which of them one may run', async () => {
  const backend = await startTestBackend({ parts: { commands: { commands: [only('administrators')] } } });
  const client = await backend.connect(await backend.register());

  const { result } = await client.get('command', { name: 'list_commands' });

  expect(result).toMatchObject({
    commands: [
      { name: 'echo', allowed: true, parameters: { properties: { text: { type: 'string' } } } },
      { name: 'for_administrators', allowed: false, who: ['administrators'], signed: false },
      { name: 'list_commands' },
      { name: 'ping', help: 'answers pong', result: { const: 'pong' } },
      { name: 'server_info' },
      { name: 'user_count' },
    ],
  });
});

test('a deployment can register commands of its own', async () => {
  const lunch = inProcess({
    ...{ name: 'lunch', help: 'says what there is' },
    parameters: z.object({ day: z.optional(z.enum(['today', 'tomorrow'])) }),
    result: z.object({ meal: z.string() }),
    words: ({ meal }) => meal,
    run: ({ day }) => ({ meal: day === 'tomorrow' ? 'stew' : 'soup' }),
  });
  const backend = await startTestBackend({ parts: { commands: { commands: [lunch] } } });
  const client = await backend.connect(await backend.register());

  expect(await client.get('command', { name: 'lunch' })).toMatchObject({ text: 'soup' });
  expect(await client.get('command', { name: 'lunch', text: 'tomorrow' })).toMatchObject({ text: 'stew' });
  expect(await client.ask('command', { name: 'lunch', text: 'never' })).toMatchObject({
    error: { code: 'E_BAD_REQUEST', message: "The parameters don't fit: day." },
  });
  expect(await client.ask('command', { name: 'dinner' })).toMatchObject({
    error: { code: 'E_UNKNOWN_COMMAND' },
  });
});

test('who may not run a command is refused', async () => {
  const commands = [only('administrators'), only('machines')];
  const backend = await startTestBackend({ parts: { commands: { commands } } });
  const admin = await backend.connect(await backend.registerAdmin());
  const other = await backend.connect(await backend.register());

  expect(await admin.get('command', { name: 'for_administrators' })).toMatchObject({ text: 'yes' });
  for (const name of ['for_administrators', 'for_machines'])
    expect(await other.ask('command', { name })).toMatchObject({ error: { code: 'E_FORBIDDEN' } });
});

test('two commands of the same name are refused at the start', async () => {
  const starting = startTestBackend({
    parts: { commands: { commands: [only('machines'), only('machines')] } },
  });
  await expect(starting).rejects.toThrow('There are two commands for_machines.');
});

test('commands that are counted are refused after 30 in a minute, and others are not', async () => {
  const costly = inProcess({
    ...{ name: 'costly', help: 'takes its time' },
    ...{ parameters: z.object({}), result: z.string(), run: () => 'done' },
  });
  const commands = [{ ...costly, isCounted: true }];
  const backend = await startTestBackend({
    env: { MESSAGE_RATE_LIMIT: '50' },
    parts: { commands: { commands } },
  });
  const [client, other] = [
    await backend.connect(await backend.register()),
    await backend.connect(await backend.register()),
  ];
  for (let count = 0; count < 30; count++) await client.get('command', { name: 'costly' });

  expect(await client.ask('command', { name: 'costly' })).toMatchObject({
    error: { code: 'E_RATE_LIMITED' },
  });
  expect(await client.get('command', { name: 'ping' })).toMatchObject({ text: 'pong' });
  expect(await other.get('command', { name: 'costly' })).toMatchObject({ text: 'done' });
});

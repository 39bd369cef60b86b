import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { commandMessage, type CommandParameters, type ServerCommand } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inProcess } from '../../src/domain/commands/in-process.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const MINUTE = 60_000;

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  return { privateKey, publicKey: Buffer.from(x, 'base64url').toString('base64') };
}

const deploy = inProcess({
  ...{ name: 'deploy', help: 'deploys', signed: true },
  parameters: z.object({ to: z.string() }),
  result: z.string(),
  run: ({ to }) => `deployed to ${to}`,
});

async function start() {
  const backend = await startTestBackend({ parts: { commands: { commands: [deploy] } } });
  const key = newKey();
  const user = await registerWithKeys(backend.httpUrl, { deviceKey: key.publicKey });
  const client = await backend.connect(user);
  const signed = (
    { id = randomUUID(), time = backend.clock.read(), ...changed }: Partial<ServerCommand> = {},
    { signer = user.uid, privateKey = key.privateKey } = {},
  ): ServerCommand => {
    const command = { name: 'deploy', id, time, parameters: { to: 'staging' }, ...changed };
    const message = commandMessage({ signer, ...command });
    return { ...command, signature: sign(null, message, privateKey).toString('base64') };
  };
  const ask = (command: ServerCommand) => client.ask('command', command);
  return { backend, user, signed, ask };
}

const refused = (code: string) => ({ success: false, error: { code } });
const done = { success: true, response: { text: 'deployed to staging' } };

describe('a command that asks for a signature', () => {
  test('runs with that of the device, and not without', async () => {
    const { signed, ask } = await start();
    expect(await ask(signed())).toMatchObject(done);
    expect(await ask({ name: 'deploy', parameters: { to: 'staging' } })).toMatchObject(
      refused('E_COMMAND_SIGNATURE'),
    );
  });

  test('runs once: a replay is refused, also by another server, with other words and after a minute', async () => {
    const { backend, user, signed, ask } = await start();
    const command = signed();
    expect(await ask(command)).toMatchObject(done);
    expect(await ask(command)).toMatchObject(refused('E_COMMAND_REPLAYED'));
    // In the project `cluster`, it is at another server than the first one.
    const other = await backend.connect(user);
    expect(await other.ask('command', command)).toMatchObject(refused('E_COMMAND_REPLAYED'));
    expect(await ask(signed({ id: command.id, parameters: { to: 'production' } }))).toMatchObject(
      refused('E_COMMAND_REPLAYED'),
    );
    await backend.pass(MINUTE);
    expect(await ask(command)).toMatchObject(refused('E_COMMAND_REPLAYED'));
    await backend.pass(1);
    expect(await ask(command)).toMatchObject(refused('E_COMMAND_EXPIRED'));
  });

  test('is refused a minute after it was signed, and before', async () => {
    const { backend, signed, ask } = await start();
    const now = backend.clock.read();
    for (const time of [now - MINUTE, now + MINUTE]) expect(await ask(signed({ time }))).toMatchObject(done);
    for (const time of [now - MINUTE - 1, now + MINUTE + 1])
      expect(await ask(signed({ time }))).toMatchObject(refused('E_COMMAND_EXPIRED'));
  });

  test('is refused with anything else than what was signed, and its id is not used up by that', async () => {
    const { backend, signed, ask } = await start();
    const command = signed();
    const parameters: CommandParameters = { to: 'production' };
    for (const changed of [{ parameters }, { id: randomUUID() }, { time: backend.clock.read() - 1 }])
      expect(await ask({ ...command, ...changed })).toMatchObject(refused('E_COMMAND_SIGNATURE'));
    expect(await ask(signed({}, { privateKey: newKey().privateKey }))).toMatchObject(
      refused('E_COMMAND_SIGNATURE'),
    );
    expect(await ask(signed({}, { signer: randomUUID() }))).toMatchObject(refused('E_COMMAND_SIGNATURE'));
    expect(await ask(command)).toMatchObject(done);
  });

  test('is refused from a device that was revoked, and from one without a key', async () => {
    const { backend, user, signed } = await start();
    const lateOne = signed();
    const socket = await backend.connect(user);
    const plain = await backend.connect(await backend.register());
    expect(await plain.ask('command', lateOne)).toMatchObject(refused('E_COMMAND_SIGNATURE'));
    const { uid } = user;
    const { seq, entry, signatures } = user.keys.deviceRevoked(user.device);
    // Another server that has not heard of it yet still has the socket.
    await backend.stores.keys.append({
      ...{ uid, seq, entry: { entry, signatures } },
      ...{ keepsFormer: false, ends: { kind: 'none' } },
    });
    expect(await socket.ask('command', lateOne)).toMatchObject(refused('E_COMMAND_SIGNATURE'));
  });
});

test('a signature that is there is checked even where none is asked for', async () => {
  const { signed, ask } = await start();
  const ping = signed({ name: 'ping', parameters: {} });
  expect(await ask({ ...ping, parameters: { more: 1 } })).toMatchObject(refused('E_COMMAND_SIGNATURE'));
  expect(await ask(ping)).toMatchObject({ success: true, response: { text: 'pong' } });
  expect(await ask(ping)).toMatchObject(refused('E_COMMAND_REPLAYED'));
});

test('what is signed says all that is signed', async () => {
  const { signed, ask } = await start();
  const { id: _, ...withoutId } = signed();
  const { time: __, ...withoutTime } = signed();
  for (const command of [withoutId, withoutTime, { ...signed(), text: 'production' }])
    expect(await ask(command)).toMatchObject(refused('E_BAD_REQUEST'));
});

test('a refused parameter of a signed command is no reason to take it again', async () => {
  const { signed, ask } = await start();
  const command = signed({ parameters: {} });
  expect(await ask(command)).toMatchObject(refused('E_BAD_REQUEST'));
  expect(await ask(command)).toMatchObject(refused('E_COMMAND_REPLAYED'));
});

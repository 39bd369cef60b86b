import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { commandMessage } from '@parley/protocol';
import { expect, test } from 'vitest';
import { connectGateway } from '../../testing/gateway-client.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';

const PARAMETERS = { text: 'hello' };

/** The envelope of a signed `echo`. */
function signed(signer: string, key: KeyObject, time: number) {
  const id = randomUUID();
  const message = commandMessage({ signer, id, time, name: 'echo', parameters: PARAMETERS });
  const signature = sign(null, message, key).toString('base64');
  return { content: 'echo', header: { id, timestamp: time, signature }, body: { parameters: PARAMETERS } };
}

test('a signed command runs once, in its time, and by its own key; each refusal has a code', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  // The last 32 bytes of the usual form are the key itself.
  const accountKey = own.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const machine = await createMachine(backend, admin, { accountKey });
  const { uid, token } = await machineUser(backend, admin, machine);
  const script = await connectGateway(backend.wsUrl, token);
  const now = backend.clock.read();

  const right = signed(uid, own.privateKey, now);
  expect((await script.get('server', right)).body).toMatchObject({ name: 'echo', result: 'hello' });
  script.frames.length = 0;
  expect(await script.refused('server', right)).toBe('E_COMMAND_REPLAYED');
  expect(await script.refused('server', signed(uid, other.privateKey, now))).toBe('E_COMMAND_SIGNATURE');
  expect(await script.refused('server', signed(uid, own.privateKey, now - 61_000))).toBe('E_COMMAND_EXPIRED');
  const { header, ...words } = signed(uid, own.privateKey, now);
  const timeless = { ...words, header: { ...header, timestamp: null } };
  expect(await script.refused('server', timeless)).toBe('E_BAD_REQUEST');
  const half = { content: 'ping', header: { encrypted_key: 'AAAA' } };
  expect(await script.refused('server', half)).toBe('E_BAD_REQUEST');
});

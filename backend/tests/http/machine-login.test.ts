import { randomUUID, type KeyObject } from 'node:crypto';
import { MachineChallenge } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import {
  challenge,
  curl,
  envelope,
  loggedIn,
  newKey,
  newName,
  proof,
  refused,
  registerMachine,
  verify,
} from '../../testing/script.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, EVERYTHING, machineUser } from '../../testing/test-machine.ts';

describe('the login of a machine', () => {
  test('counts a challenge once, for its account and for a minute', async () => {
    const backend = await startTestBackend();
    const [one, other] = [await registerMachine(backend), await registerMachine(backend)];
    const signing = { user: one.username, uid: one.uid, key: one.key };
    const used = proof(signing, await challenge(backend, one.username));
    expect(await verify(backend, used)).toMatchObject({ status: 200 });
    expect(await verify(backend, used)).toMatchObject(refused(401, 'E_CHALLENGE_EXPIRED'));

    const others = proof(signing, await challenge(backend, other.username));
    expect(await verify(backend, others)).toMatchObject(refused(401, 'E_CHALLENGE_EXPIRED'));
    // One of a password is none of a key.
    const { body } = await call(backend.httpUrl, 'challenge', { username: one.username });
    expect(await verify(backend, proof(signing, MachineChallenge.parse(body)))).toMatchObject(
      refused(401, 'E_CHALLENGE_EXPIRED'),
    );

    const late = proof(signing, await challenge(backend, one.username));
    backend.clock.advance(60_000);
    expect(await verify(backend, late)).toMatchObject(refused(401, 'E_CHALLENGE_EXPIRED'));
  });

  test('fails alike for a wrong key, a person, a machine without a key, and nobody', async () => {
    const backend = await startTestBackend();
    const [admin, person] = [await backend.registerAdmin(), await backend.register()];
    const machine = await registerMachine(backend);
    const keyless = (await createMachine(backend, admin)).user;
    const { key } = newKey();
    const answers = [];
    for (const { username, uid } of [machine, person, keyless, { username: newName(), uid: randomUUID() }]) {
      const given = await challenge(backend, username);
      expect(Object.keys(given).toSorted()).toEqual(['challenge', 'expiresAt']);
      answers.push(await verify(backend, proof({ user: username, uid, key }, given)));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject(refused(401, 'E_LOGIN_FAILED'));
  });

  test('signs for its own id alone', async () => {
    const backend = await startTestBackend();
    const { username, key } = await registerMachine(backend);
    const given = await challenge(backend, username);
    expect(await verify(backend, proof({ user: username, uid: randomUUID(), key }, given))).toMatchObject(
      refused(401, 'E_LOGIN_FAILED'),
    );
  });

  test('is refused while the machine is suspended, to who proved the key', async () => {
    const backend = await startTestBackend();
    const admin = await backend.registerAdmin();
    const machine = await registerMachine(backend);
    const { uid, username, key } = machine;
    const before = await loggedIn(backend, machine);
    const options = { token: admin.token, params: { uid } };
    await call(backend.httpUrl, 'suspendMachine', {}, options);
    expect(await curl(backend, '/active-users', { token: before.token })).toMatchObject({ status: 401 });
    const tries = async (signer: KeyObject) =>
      verify(backend, proof({ user: username, uid, key: signer }, await challenge(backend, username)));
    expect(await tries(newKey().key)).toMatchObject(refused(401, 'E_LOGIN_FAILED'));
    expect(await tries(key)).toMatchObject(refused(403, 'E_ACCOUNT_DEACTIVATED'));
    await call(backend.httpUrl, 'resumeMachine', {}, options);
    expect(await tries(key)).toMatchObject({ status: 200 });
    expect(await curl(backend, '/active-users', { token: before.token })).toMatchObject({ status: 401 });
  });

  test('waits after too many failures', async () => {
    const backend = await startTestBackend();
    const { uid, username, key } = await registerMachine(backend);
    const tries = async (signer: KeyObject) =>
      verify(backend, proof({ user: username, uid, key: signer }, await challenge(backend, username)));
    const stranger = newKey().key;
    for (let count = 0; count < 6; count++) await tries(stranger);
    expect(await tries(key)).toMatchObject(refused(429, 'E_RATE_LIMITED'));
  });

  test('leaves its tokens be, however often it is done', async () => {
    const backend = await startTestBackend();
    const admin = await backend.registerAdmin();
    const machine = await registerMachine(backend);
    const token = await machineUser(backend, admin, { user: machine });
    const first = await loggedIn(backend, machine);
    for (let count = 0; count < 20; count++) {
      backend.clock.advance(1);
      await loggedIn(backend, machine);
    }
    expect(await curl(backend, '/active-users', { token: first.token })).toMatchObject({ status: 401 });
    expect(await curl(backend, '/active-users', { token: token.token })).toMatchObject({ status: 200 });
  });

  test('gives scopes that an administrator narrowed', async () => {
    const backend = await startTestBackend();
    const admin = await backend.registerAdmin();
    const machine = await registerMachine(backend);
    const before = await loggedIn(backend, machine);
    const scopes = { ...EVERYTHING, write: false };
    const options = { token: admin.token, params: { uid: machine.uid } };
    await call(backend.httpUrl, 'changeMachine', { purpose: '', scopes }, options);
    expect(await curl(backend, '/active-users', { token: before.token })).toMatchObject({ status: 401 });
    const after = await loggedIn(backend, machine);
    const body = envelope('someone', 'hello');
    expect(await curl(backend, '/direct-message/', { token: after.token, body })).toMatchObject(
      refused(403, 'E_SCOPE'),
    );
  });
});

import { sign, type KeyObject } from 'node:crypto';
import { machineKeyMessage, MachineSession } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { createAdminInvitation, createInvitation } from '../../src/domain/invitations/create-invitation.ts';
import { call } from '../../testing/call.ts';
import {
  challenge,
  curl,
  loggedIn,
  newKey,
  newName,
  proof,
  refused,
  registerMachine,
  verify,
} from '../../testing/script.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, EVERYTHING } from '../../testing/test-machine.ts';

const signatureOf = (message: Uint8Array, key: KeyObject) => sign(null, message, key).toString('base64');

describe('a machine that registers', () => {
  test('logs in with its key, by name or id, and is in as a machine', async () => {
    const backend = await startTestBackend();
    const { uid, username, key } = await registerMachine(backend, { purpose: 'deploys' });
    for (const user of [username, username.toUpperCase(), uid]) {
      const answer = await verify(backend, proof({ user, uid, key }, await challenge(backend, user)));
      expect(answer).toMatchObject({
        status: 200,
        body: { user: { uid, kind: 'machine' }, scopes: EVERYTHING },
      });
      const { token } = MachineSession.parse(answer.body);
      expect(await curl(backend, '/active-users', { token })).toMatchObject({ status: 200 });
    }
    const { heads } = await (
      await backend.connect({ ...(await loggedIn(backend, { uid, username, key })) })
    ).get('heads', {});
    // Nobody put it into general.
    expect(heads).toHaveLength(1);
  });

  test('is told of a name that is taken or kept, and of keys that prove nothing or take no seal', async () => {
    const backend = await startTestBackend();
    const { username } = await backend.register();
    const { accountKey } = newKey();
    const tries = async (details: object) =>
      curl(backend, '/auth/register', { body: { username: newName(), accountKey, ...details } });
    expect(await tries({ username })).toMatchObject(refused(409, 'E_USERNAME_TAKEN'));
    expect(await tries({ username: 'admin' })).toMatchObject(refused(409, 'E_USERNAME_TAKEN'));
    expect(await tries({ accountKey: Buffer.alloc(32).toString('base64') })).toMatchObject({ status: 400 });
    expect(await tries({ accountKey: undefined })).toMatchObject({ status: 400 });
    // Of small order: nothing can be sealed to it.
    for (const point of ['0', '1']) {
      const simpleKey = Buffer.from(point.padStart(2, '0').padEnd(64, '0'), 'hex').toString('base64');
      expect(await tries({ simpleKey })).toMatchObject({ status: 400 });
    }
    expect(await tries({ simpleKey: Buffer.alloc(32, 9).toString('base64') })).toMatchObject({ status: 200 });
  });

  test('signs its simple key with its account key, which everybody sees', async () => {
    const backend = await startTestBackend();
    const simpleKey = Buffer.alloc(32, 9);
    const { key, accountKey } = newKey();
    const message = machineKeyMessage({ accountKey: Buffer.from(accountKey, 'base64'), simpleKey });
    const signed = { simpleKey: simpleKey.toString('base64'), simpleKeySignature: signatureOf(message, key) };
    const tries = async (details: object) =>
      curl(backend, '/auth/register', { body: { username: newName(), accountKey, ...signed, ...details } });
    expect(await tries({})).toMatchObject({ status: 200, body: { user: signed } });
    expect(await tries({ simpleKey: undefined })).toMatchObject({ status: 400 });
    expect(await tries({ simpleKey: Buffer.alloc(32, 8).toString('base64') })).toMatchObject({ status: 400 });
    expect(await tries({ accountKey: newKey().accountKey })).toMatchObject({ status: 400 });

    const admin = await backend.registerAdmin();
    const machine = await createMachine(backend, admin, { accountKey, ...signed });
    const changed = await call(
      backend.httpUrl,
      'changeMachine',
      { purpose: 'another', scopes: EVERYTHING },
      { token: admin.token, params: { uid: machine.user.uid } },
    );
    expect(changed.body).toMatchObject({ user: signed });
    expect((await backend.stores.machines.find(machine.user.uid))?.user).toMatchObject(signed);
  });

  test('finds registration as people do: closed, by invitation, and never as an administrator', async () => {
    const closed = await startTestBackend({ env: { REGISTRATION: 'closed' } });
    await closed.registerAdmin();
    const { accountKey } = newKey();
    const body = { username: newName(), accountKey };
    expect(await curl(closed, '/auth/register', { body })).toMatchObject(
      refused(403, 'E_REGISTRATION_CLOSED'),
    );
    expect(await curl(closed, `/auth/check-userid/${newName()}`)).toMatchObject(
      refused(403, 'E_REGISTRATION_CLOSED'),
    );

    const invite = await startTestBackend({ env: { REGISTRATION: 'invite' } });
    const admin = await invite.registerAdmin();
    const { secret } = await createInvitation(invite.context, admin.uid);
    expect(await curl(invite, '/auth/register', { body })).toMatchObject(
      refused(403, 'E_INVITATION_INVALID'),
    );
    expect(await curl(invite, `/auth/check-userid/${newName()}`)).toMatchObject(
      refused(403, 'E_INVITATION_INVALID'),
    );
    const { uid } = await registerMachine(invite, { invitation: secret });
    expect(await curl(invite, '/auth/register', { body: { ...body, invitation: secret } })).toMatchObject(
      refused(403, 'E_INVITATION_INVALID'),
    );
    // Who invited it answers for it.
    const { body: listed } = await call(invite.httpUrl, 'machines', {}, { token: admin.token });
    expect(listed).toMatchObject({ machines: [{ user: { uid, admin: false }, owner: admin.uid }] });
  });

  test('is never an administrator', async () => {
    const backend = await startTestBackend();
    const { secret } = await createAdminInvitation(backend.context);
    const body = { username: newName(), accountKey: newKey().accountKey, invitation: secret };
    expect(await curl(backend, '/auth/register', { body })).toMatchObject(
      refused(403, 'E_INVITATION_INVALID'),
    );
    // The link still works for a person.
    await backend.registerWith(secret);
  });

  test('is limited by its address, as people are, and so are questions for names', async () => {
    const backend = await startTestBackend({ env: { REGISTRATION_RATE_LIMIT: '3' } });
    for (let count = 0; count < 3; count++) await registerMachine(backend);
    const body = { username: newName(), accountKey: newKey().accountKey };
    expect(await curl(backend, '/auth/register', { body })).toMatchObject(refused(429, 'E_RATE_LIMITED'));
    const ask = (name: string) => curl(backend, `/auth/check-userid/${name}`);
    expect(await ask(newName())).toMatchObject({ body: { available: true } });
    expect(await ask('admin')).toMatchObject({ body: { available: false } });
    expect(await ask('a b')).toMatchObject({ status: 400 });
    expect(await ask(newName())).toMatchObject(refused(429, 'E_RATE_LIMITED'));
  });
});

import { TIMING } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { activate, deactivate } from '../../src/domain/users/deactivate.ts';
import { certificateSession } from '../../src/domain/sessions/certificate-session.ts';
import { createInvitation } from '../../src/domain/invitations/create-invitation.ts';
import { systemRandom } from '../../src/domain/system-random.ts';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { logIn, proofOf } from '../../testing/log-in.ts';
import { privateText } from '../../testing/message.ts';
import { newCredential } from '../../testing/register-user.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { openSocket } from '../../testing/connect-client.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** What a tool beside the server works with: the database, and nothing of the process that serves it. */
const beside = ({ stores, clock }: TestBackend) => ({ ...stores, clock: clock.read, random: systemRandom });

describe('37. a person who left and was deactivated', () => {
  test('is out within a tick, and others see them offline with all they said', async () => {
    const backend = await startTestBackend();
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    await createGroup(backend, alice, [bob]);
    const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
    await backend.pass(1_000);
    const goodbye = privateText(bob, alice, 'bye');
    const { seq } = await bobs.get('privateMessage', goodbye);

    await deactivate(beside(backend), bob.uid);
    await backend.pass(1_000);
    await bobs.next('token-expired');
    await bobs.closed();
    await backend.socketsGone(bob);
    await backend.pass(TIMING.presenceGrace);

    await alices.next('onlineStatus', ({ users }) => users.some((u) => u.uid === bob.uid && !u.online));
    const page = await alices.get('sync', {
      conversation: goodbye.conversation,
      direction: 'last',
      limit: 1,
    });
    expect(page.entries).toMatchObject([{ sender: bob.uid, seq }]);
    const found = await call(backend.httpUrl, 'people', { q: bob.username }, { token: alice.token });
    expect(found.body).toEqual({ people: [] });
  });

  test('cannot log in, renew, ask or connect, and is told why once they have proved who they are', async () => {
    const env = { CLIENT_CERT_HEADER: 'X-Client-Certificate', TRUST_PROXY: '1' };
    const backend = await startTestBackend({ env });
    const { httpUrl, wsUrl } = backend;
    const bob = await backend.register();
    await deactivate(beside(backend), bob.uid);

    const stranger = { ...bob, key: newCredential().key };
    const certificate = { headers: { 'x-client-certificate': `CN=${bob.username}` } };
    const [mine, others, renewed, asked] = await Promise.all([
      logIn(httpUrl, bob),
      logIn(httpUrl, stranger),
      call(httpUrl, 'renew', {}, { token: bob.token }),
      call(httpUrl, 'people', {}, { token: bob.token }),
    ]);

    expect(mine).toMatchObject({ status: 403, body: { code: 'E_ACCOUNT_DEACTIVATED' } });
    expect(others).toMatchObject({ status: 401, body: { code: 'E_LOGIN_FAILED' } });
    expect(renewed).toMatchObject({ status: 401, body: { code: 'E_SESSION_ENDED' } });
    expect(asked).toMatchObject({ status: 401, body: { code: 'E_SESSION_ENDED' } });
    expect((await refusalOf(openSocket(wsUrl, bob.token))).data).toMatchObject({ code: 'E_SESSION_ENDED' });
    expect((await refusalOf(openSocket(wsUrl, undefined, certificate))).data).toMatchObject({
      code: 'E_ACCOUNT_DEACTIVATED',
    });
  });

  test('is out although they were just logging in', async () => {
    const backend = await startTestBackend({ store: 'sqlite' });
    const bob = await backend.register();
    const proofs = await Promise.all(Array.from({ length: 8 }, () => proofOf(backend.httpUrl, bob)));

    const answers = Promise.all([
      ...proofs.map((proof) => logIn(backend.httpUrl, bob, proof)),
      ...proofs.map(() => certificateSession(backend.context, bob.username).catch(() => undefined)),
    ]);
    await deactivate(beside(backend), bob.uid);
    await answers;

    expect(await backend.stores.sessions.ofUser(bob.uid, backend.clock.read())).toEqual([]);
  });

  test('leaves no open invitation behind by which they could come back', async () => {
    const backend = await startTestBackend();
    const bob = await backend.register();
    const rules = { registration: 'invite' as const };
    const { secret } = await createInvitation({ ...beside(backend), rules }, bob.uid);

    await deactivate(beside(backend), bob.uid);

    await expect(backend.registerWith(secret)).rejects.toThrow('E_INVITATION_INVALID');
  });

  test('leaves none behind that they were just making', async () => {
    const backend = await startTestBackend();
    const bob = await backend.register();
    const { invitations } = backend.stores;
    const create = invitations.create.bind(invitations);
    invitations.create = async (invitation) => {
      await deactivate(beside(backend), bob.uid);
      await create(invitation);
    };

    const answer = await call(backend.httpUrl, 'invite', {}, { token: bob.token });

    expect(answer).toMatchObject({ status: 403, body: { code: 'E_ACCOUNT_DEACTIVATED' } });
    expect(await invitations.openOf(bob.uid, backend.clock.read())).toBe(0);
  });

  test('is let in again with the password they had, and both stand in the audit log', async () => {
    const backend = await startTestBackend();
    const bob = await backend.register();
    await deactivate(beside(backend), bob.uid);
    await deactivate(beside(backend), bob.uid);
    await activate(beside(backend), bob.uid);

    expect(await logIn(backend.httpUrl, bob)).toMatchObject({ status: 200 });
    const noted = (await backend.stores.audit.after(0, 100)).map(({ kind, uid }) => ({ kind, uid }));
    expect(noted.filter(({ kind }) => kind.startsWith('account_'))).toEqual([
      { kind: 'account_deactivated', uid: bob.uid },
      { kind: 'account_activated', uid: bob.uid },
    ]);
  });

  test('is not the last administrator, not even of two at once', async () => {
    const backend = await startTestBackend();
    const [first, second] = [await backend.registerAdmin(), await backend.registerAdmin()];
    await backend.register();

    const tries = await Promise.allSettled(
      [first, second].map(({ uid }) => deactivate(beside(backend), uid)),
    );

    expect(tries.map(({ status }) => status)).toContain('rejected');
    const all = await backend.stores.users.page('', 100);
    expect(all.filter(({ admin, removed }) => admin && !removed)).toHaveLength(1);
  });
});

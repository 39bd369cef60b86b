import { randomUUID } from 'node:crypto';
import { directConversationId } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/domain/sha256.ts';
import { createGroup } from '../../testing/create-group.ts';
import { curl, envelope, loggedIn, newName, refused, registerMachine } from '../../testing/script.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

describe('a script with a token', () => {
  test('sends a direct message, once for its id', async () => {
    const backend = await startTestBackend();
    const [machine, person] = [await registerMachine(backend), await backend.register()];
    const { token } = await loggedIn(backend, machine);
    const socket = await backend.connect(person);
    const body = envelope(person.username.toUpperCase(), 'hello', { from: machine.username });
    const first = await curl(backend, '/direct-message/', { token, body });
    expect(first).toMatchObject({
      status: 200,
      body: {
        conversation: directConversationId(sha256, machine.uid, person.uid),
        sender: machine.uid,
        seq: 2,
      },
    });
    expect(await curl(backend, '/direct-message', { token, body })).toEqual(first);
    await socket.next('response', ({ id }) => id === body.header.id);
    expect(
      await curl(backend, '/direct-message/', { token, body: { ...body, body: { content: 'other' } } }),
    ).toMatchObject(refused(409, 'E_MESSAGE_ID_REUSED'));
    expect(
      await curl(backend, '/direct-message/', { token, body: envelope(person.uid, 'again') }),
    ).toMatchObject({
      body: { seq: 3 },
    });
  });

  test('is refused what is no message of its own', async () => {
    const backend = await startTestBackend();
    const [machine, person] = [await registerMachine(backend), await backend.register()];
    const { token } = await loggedIn(backend, machine);
    const sends = (body: unknown) => curl(backend, '/direct-message/', { token, body });
    expect(await curl(backend, '/direct-message/', { body: envelope(person.uid, 'x') })).toMatchObject({
      status: 401,
    });
    expect(await sends(envelope(person.uid, 'x', { from: person.username }))).toMatchObject(
      refused(403, 'E_SENDER'),
    );
    expect(await sends(envelope(newName(), 'x'))).toMatchObject(refused(404, 'E_NOT_FOUND'));
    expect(await sends(envelope(randomUUID(), 'x'))).toMatchObject(refused(404, 'E_NOT_FOUND'));
    expect(await sends(envelope(person.uid, 'x', { id: null }))).toMatchObject({ status: 400 });
    expect(await sends(envelope(person.uid, 'x', { message_type: 'room' }))).toMatchObject({ status: 400 });
    expect(await sends({})).toMatchObject({ status: 400 });
  });

  test('is bound by the limit on messages, and a repetition is not', async () => {
    const backend = await startTestBackend({ env: { MESSAGE_RATE_LIMIT: '1' } });
    const [machine, person] = [await registerMachine(backend), await backend.register()];
    const { token } = await loggedIn(backend, machine);
    const bodies = Array.from({ length: 61 }, (_, i) => envelope(person.uid, String(i)));
    const answers = [];
    for (const body of bodies) answers.push(await curl(backend, '/direct-message', { token, body }));
    expect(answers.slice(0, 60).every(({ status }) => status === 200)).toBe(true);
    expect(answers[60]).toMatchObject(refused(429, 'E_RATE_LIMITED'));
    expect(await curl(backend, '/direct-message', { token, body: bodies[0] })).toEqual(answers[0]);
  });

  test('finds somebody by name or id, and those of its conversations who are online', async () => {
    const backend = await startTestBackend();
    const [machine, friend, away, stranger] = [
      await registerMachine(backend),
      await backend.register(),
      await backend.register(),
      await backend.register(),
    ];
    const { token } = await loggedIn(backend, machine);
    await createGroup(backend, friend, [{ ...friend, uid: machine.uid }, away]);
    await Promise.all([backend.connect(friend), backend.connect(stranger)]);
    await backend.pass(1_000);
    for (const name of [friend.uid, friend.username, friend.username.toUpperCase()])
      expect(await curl(backend, `/auth/users/${name}`, { token })).toMatchObject({
        body: { user: { uid: friend.uid }, presence: { online: true } },
      });
    expect(await curl(backend, `/auth/users/${stranger.uid}`, { token })).not.toHaveProperty('body.presence');
    expect(await curl(backend, `/auth/users/${newName()}`, { token })).toMatchObject({ status: 404 });
    expect(await curl(backend, `/auth/users/${friend.uid}`)).toMatchObject({ status: 401 });
    const { body } = await curl(backend, '/active-users', { token });
    expect(body).toMatchObject({ people: [{ user: { uid: friend.uid } }] });
    expect(JSON.stringify(body)).not.toContain(stranger.uid);
  });

  test('is refused from pages of other sites, and what is no JSON', async () => {
    const backend = await startTestBackend();
    const body = { user: 'somebody' };
    const headers = { origin: 'https://evil.test' };
    expect(await curl(backend, '/auth/login', { body, headers })).toMatchObject(refused(403, 'E_ORIGIN'));
    expect(await curl(backend, '/auth/nothing')).toMatchObject({ status: 404 });
    expect(
      await curl(backend, '/auth/login', { body, headers: { 'content-type': 'text/plain' } }),
    ).toMatchObject({ status: 415 });
  });
});

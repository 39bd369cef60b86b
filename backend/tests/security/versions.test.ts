import {
  SEALING,
  HTTP_PREFIX,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  ROUTES,
  SEALING_PROTOCOL_VERSION,
  VERSION_HEADER,
  WireError,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { oldestClientOf } from '../../src/start/app-parts.ts';
import { call } from '../../testing/call.ts';
import { openSocket } from '../../testing/connect-client.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { createGroup } from '../../testing/create-group.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('clients of an older protocol than the server understands are refused, on every way in', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const stricter = await startTestBackend({ parts: { oldestClient: 3, stores: backend.stores } });
  const nameless = await fetch(`${stricter.httpUrl}${HTTP_PREFIX}${ROUTES.session.path}`);
  expect(await nameless.json()).toMatchObject({ code: 'E_CLIENT_OUTDATED' });
  for (const version of [undefined, '2', 'x', '2, 4']) {
    const headers = { [VERSION_HEADER]: version ?? '' };
    const answer = await call(stricter.httpUrl, 'session', {}, { token: user.token, headers });
    expect(answer.status).toBe(400);
    expect(WireError.parse(answer.body)).toMatchObject({ code: 'E_CLIENT_OUTDATED', retryable: false });
    const refused = await refusalOf(openSocket(stricter.wsUrl, user.token, { auth: { version } }));
    expect(refused.data).toMatchObject({ code: 'E_CLIENT_OUTDATED' });
  }
});

test('a server that seals understands clients that read what is sealed, and no older ones', async () => {
  expect(oldestClientOf({ sealing: true })).toBe(SEALING_PROTOCOL_VERSION);
  expect(oldestClientOf({ sealing: false })).toBe(OLDEST_PROTOCOL_VERSION);
  expect(oldestClientOf({})).toBe(oldestClientOf({ sealing: SEALING }));
  expect(oldestClientOf({ sealing: true, oldestClient: 9 })).toBe(9);
  const backend = await startTestBackend({ parts: { sealing: true } });
  const [before, now] = [SEALING_PROTOCOL_VERSION - 1, SEALING_PROTOCOL_VERSION].map(String);
  const asked = (version = '') =>
    call(backend.httpUrl, 'registration', {}, { headers: { [VERSION_HEADER]: version } });
  expect(await asked(before)).toMatchObject({ status: 400, body: { code: 'E_CLIENT_OUTDATED' } });
  expect(await asked(now)).toMatchObject({ status: 200 });
});

test('newer clients go on, and so does what names no version while the first is understood', async () => {
  const backend = await startTestBackend({ parts: { oldestClient: OLDEST_PROTOCOL_VERSION } });
  const user = await backend.register();
  for (const version of [PROTOCOL_VERSION, PROTOCOL_VERSION + 7]) {
    const headers = { [VERSION_HEADER]: String(version) };
    expect(await call(backend.httpUrl, 'session', {}, { token: user.token, headers })).toMatchObject({
      status: 200,
    });
    await backend.connect(user, { auth: { version } });
  }
  await backend.connect(user, { auth: { version: undefined } });
});

test('a probe of the health names no version', async () => {
  const backend = await startTestBackend({ parts: { oldestClient: 1_000 } });
  expect((await fetch(`${backend.httpUrl}${HTTP_PREFIX}${ROUTES.health.path}`)).status).toBe(200);
});

test('what a newer client says beyond what this server knows is refused by name, and not stored without it', async () => {
  const backend = await startTestBackend();
  const [anna, ben] = [await backend.register(), await backend.register()];
  const client = await backend.connect(anna);
  const message = privateText(anna, ben, 'hello');
  const expiring = { ...message, body: { kind: 'message', expires: 5 } };
  const refused = await client.askAnything('privateMessage', expiring);
  expect(refused).toMatchObject({ success: false, error: { code: 'E_BAD_REQUEST' } });
  expect(JSON.stringify(refused)).toContain('body.expires');
  // Beside body and payload, which are all that is stored, a server ignores what it does not know.
  const answer = await client.askAnything('privateMessage', { ...message, hint: 1 });
  expect(answer).toMatchObject({ success: true, response: { body: { kind: 'message' } } });
});

test('an entry of a newer version travels whole, live and in a page', async () => {
  const backend = await startTestBackend();
  const [anna, ben] = [await backend.register(), await backend.register()];
  const conversation = await createGroup(backend, anna, [ben]);
  const client = await backend.connect(ben);
  const body = { kind: 'poll', keepsRights: true, options: ['tea', 'milk'] };
  const { payload: _, ...text } = groupText(conversation, '');
  const command = { ...text, sender: anna.uid, body: body as never };
  const appended = await backend.context.conversations.append(command, backend.clock.read());
  backend.context.publisher.appended(appended);
  const entry = await client.next('response', ({ seq }) => seq === appended.entry.seq);
  expect(entry).toEqual(appended.entry);
  expect(entry.body).toEqual(body);
  const page = await client.get('sync', { direction: 'last', conversation, limit: 1 });
  expect(page.entries).toEqual([entry]);
});

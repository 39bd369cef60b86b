import { randomUUID } from 'node:crypto';
import type { SearchRequest } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

const search = (
  { httpUrl }: TestBackend,
  { token }: TestUser,
  conversation: string,
  request: Partial<SearchRequest>,
) => call(httpUrl, 'search', { limit: 50, ...request }, { token, params: { conversation } });

test('what is said in an open group is found a tick later, and not after it was deleted', async () => {
  const backend = await startTestBackend();
  const [alice, bob, eve] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const conversation = await createGroup(backend, alice, [bob]);
  const alices = await backend.connect(alice);
  const entry = await alices.get('groupMessage', groupText(conversation, 'Bring the boat, Zoë'));
  await backend.pass(1_000);

  const answer = { status: 200, body: { found: [{ entry }], indexed: 2 } };
  expect(await search(backend, bob, conversation, { words: 'zoe boat', sender: alice.uid })).toMatchObject(
    answer,
  );
  expect(await search(backend, eve, conversation, { words: 'boat' })).toMatchObject({
    status: 404,
    body: { code: 'E_NOT_FOUND' },
  });

  await alices.get('groupMessage', {
    conversation,
    id: randomUUID(),
    body: { kind: 'deletion', target: 2 },
  });
  await backend.pass(1_000);
  expect(await search(backend, bob, conversation, { words: 'boat' })).toMatchObject({
    status: 200,
    body: { found: [], indexed: 3 },
  });
});

test.each([
  ['no limit', { limit: undefined }],
  ['a page that is too long', { limit: 51 }],
  ['a flag that is turned off', { link: false }],
  ['too long words', { words: 'x'.repeat(101) }],
  ['words of nothing', { words: '…' }],
])('a search with %s is refused', async (_, request) => {
  const backend = await startTestBackend();
  const alice = await backend.register();
  const conversation = await createGroup(backend, alice, []);
  expect(await search(backend, alice, conversation, request as Partial<SearchRequest>)).toMatchObject({
    status: 400,
    body: { code: 'E_BAD_REQUEST' },
  });
});

test('searches of one user are limited more than other requests', async () => {
  const backend = await startTestBackend({ env: { HTTP_RATE_LIMIT: '20' } });
  const alice = await backend.register();
  const conversation = await createGroup(backend, alice, []);
  for (let n = 0; n < 4; n++)
    expect(await search(backend, alice, conversation, {})).toMatchObject({ status: 200 });
  expect(await search(backend, alice, conversation, {})).toMatchObject({
    status: 429,
    body: { code: 'E_RATE_LIMITED', retryAfterMs: expect.any(Number) as number },
  });
});

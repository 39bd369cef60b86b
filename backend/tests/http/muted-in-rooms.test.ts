import { randomUUID } from 'node:crypto';
import { REPORT_ROUTES } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { groupText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('whoever is muted neither renames nor describes a room of their own until then', async () => {
  const backend = await startTestBackend();
  const [admin, alice, bob] = [
    await backend.registerAdmin(),
    await backend.register(),
    await backend.register(),
  ];
  const { httpUrl } = backend;
  const conversation = randomUUID();
  const as = ({ token }: { readonly token: string }, params = {}) => ({
    token,
    params: { conversation, ...params },
  });
  await call(httpUrl, 'createRoom', { conversation, id: randomUUID(), name: 'Harbour' }, as(bob));
  await call(httpUrl, 'joinRoom', { id: randomUUID() }, as(alice));
  const rename = () => call(httpUrl, 'renameGroup', { id: randomUUID(), name: 'Buy this' }, as(bob));
  const describe = (topic: string) => {
    const look = { topic, description: 'buy this', icon: '⚓', colour: 3 };
    return call(httpUrl, 'describeRoom', { id: randomUUID(), ...look }, as(bob));
  };
  expect(await describe('before')).toMatchObject({ status: 200 });

  const { seq } = await (await backend.connect(bob)).get('groupMessage', groupText(conversation, 'buy this'));
  const message = { conversation, seq, version: seq, reason: 'spam', words: '' } as const;
  await call(httpUrl, 'reportMessage', { ...message, evidence: { kind: 'open' } }, as(alice));
  const { body } = await call(httpUrl, 'reports', { state: 'open' }, as(admin));
  const report = REPORT_ROUTES.reports.response.parse(body).reports[0]?.id;
  await call(httpUrl, 'decideReport', { kind: 'mute', seconds: 60, words: '' }, as(admin, { report }));
  for (const change of [() => describe('muted'), rename])
    expect(await change()).toMatchObject({ body: { code: 'E_MUTED' } });
  const state = await backend.stores.conversations.state(conversation);
  expect([state?.name, state?.look?.topic]).toEqual(['Harbour', 'before']);

  backend.clock.advance(60_000);
  for (const change of [() => describe('after'), rename])
    expect(await change()).toMatchObject({ status: 200 });
});

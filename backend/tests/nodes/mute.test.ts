import { REPORT_ROUTES } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText } from '../../testing/message.ts';
import { startTwoNodes } from './start-nodes.ts';

/** Within which a decision holds on every node, in ms. */
const SOON = 2_000;

test('whoever is muted on one node is muted on the other within two seconds, and may write again likewise', async () => {
  const [here, there] = await startTwoNodes();
  const { token } = await here.registerAdmin();
  const [alice, bob] = [await here.register(), await there.register()];
  const group = await createGroup(here, alice, [bob]);
  const socket = await there.connect(bob);
  const { seq } = await socket.get('groupMessage', groupText(group, 'buy this'));
  const said = { conversation: group, seq, version: seq, reason: 'spam', words: '' } as const;
  await call(here.httpUrl, 'reportMessage', { ...said, evidence: { kind: 'open' } }, { token: alice.token });
  const { body } = await call(here.httpUrl, 'reports', { state: 'open' }, { token });
  const report = REPORT_ROUTES.reports.response.parse(body).reports[0]?.id ?? expect.fail('there is none');

  const decision = { kind: 'mute', seconds: 600, words: '' } as const;
  await call(here.httpUrl, 'decideReport', decision, { token, params: { report } });
  const says = () => socket.ask('groupMessage', groupText(group, 'hello'));
  await expect.poll(says, { timeout: SOON, interval: 100 }).toMatchObject({ error: { code: 'E_MUTED' } });
  await call(here.httpUrl, 'unmute', {}, { token, params: { uid: bob.uid } });
  await expect.poll(says, { timeout: SOON, interval: 100 }).not.toHaveProperty('error');
});

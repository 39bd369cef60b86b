import { randomUUID } from 'node:crypto';
import { sealMessage } from '@parley/client/testing';
import { bytesOf, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import type { SealedBrowser } from './sealed-browser.ts';
import { known, people } from './sealed-people.ts';

const MESSAGES = 5_000;

test('a window of 50 in a log of 5,000 takes two requests at most', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await people(backend, 3);
  const id = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(id, bob, carol);
  await alice.say(id, 'with Carol');
  await alice.chat.groups.remove(id, carol.uid);
  await alice.say(id, 'without her');
  await Promise.all([alice, bob, carol].map(({ chat }) => chat.close()));
  const texts = await manyMessages(backend, alice, id);

  const elsewhere = await bob.again(backend);
  await elsewhere.see(id, texts.slice(-50));
  expect(elsewhere.asked('rosters') + elsewhere.asked('keys')).toBeLessThanOrEqual(2);
}, 60_000);

/** As many as a client would take minutes to send, sealed like those. */
async function manyMessages(
  { stores: { conversations } }: TestBackend,
  { browser, kept, uid: sender }: SealedBrowser,
  conversation: Uuid,
): Promise<readonly string[]> {
  const account = (await browser.keys()).account.get();
  const key = (await kept.copy.epochKeys.of(conversation)).at(-1);
  let state = await conversations.state(conversation);
  if (account === undefined || key === undefined) throw new Error('nothing was sealed');
  const texts = Array.from({ length: MESSAGES }, (_, i) => `message ${i}`);
  for (const [time, text] of texts.entries()) {
    const { head: seq, chain } = state ?? { head: 0, chain: '' };
    const place = { conversation, seq, chain: bytesOf(chain) };
    const command = { id: randomUUID(), body: { kind: 'message' } as const };
    const sealed = await sealMessage({ account, time }, { place }, command, { type: 'text', text }, key);
    const { device } = account;
    state = (await conversations.append({ conversation, sender, device, ...sealed }, time)).state;
  }
  return texts;
}

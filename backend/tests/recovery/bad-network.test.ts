import { directConversation } from '@parley/client';
import { expect, onTestFinished, test } from 'vitest';
import { startTcpProxy } from '../mongo/tcp-proxy.ts';
import { serve } from '../serve/serving.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { person } from './person.ts';
import { storeEnvironment } from './store-environment.ts';
import { websocketTexts } from './websocket-texts.ts';

/** The pauses between the tries are 1, 2 and 4 s long. */
const CUTS = 4;
const MESSAGES = 43;

test('a network that breaks at each message, again and again, costs nobody a message, nor its place', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const server = await serve({ REGISTRATION: 'open', ...storeEnvironment(folder.path('parley.db')) });
  const url = `http://localhost:${server.port}`;
  const proxy = await startTcpProxy(new URL(url));
  onTestFinished(() => proxy.close());
  const [alice, bob] = [await person(url, `http://localhost:${proxy.port}`), await person(url)];
  const conversation = directConversation(alice.chat, bob.uid);
  directConversation(bob.chat, alice.uid);
  expect([alice.sees(conversation), bob.sees(conversation)]).toEqual([[], []]);
  let cuts = 0;
  proxy.cutAt((data) => {
    const isMessage = [...websocketTexts(data)].some((text) => text.includes('"privateMessage"'));
    if (isMessage) cuts++;
    return isMessage;
  });

  const texts = Array.from({ length: MESSAGES }, (_, index) => `message ${index}`);
  for (const text of texts) await alice.chat.send(conversation, { text });
  await expect.poll(() => cuts, { timeout: 60_000 }).toBe(CUTS);
  expect(alice.sees(conversation)).toEqual(texts.map((text) => [text, 'pending']));

  proxy.cutAt(() => false);
  await expect
    .poll(() => bob.sees(conversation), { timeout: 60_000, interval: 100 })
    .toEqual(texts.map((text) => [text, 'theirs']));
  await expect.poll(() => alice.chat.unsent.get(), { timeout: 60_000 }).toBe(0);
}, 200_000);

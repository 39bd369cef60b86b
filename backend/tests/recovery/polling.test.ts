import { directConversation } from '@parley/client';
import { expect, onTestFinished, test } from 'vitest';
import { startTcpProxy } from '../mongo/tcp-proxy.ts';
import { serve } from '../serve/serving.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { person } from './person.ts';
import { storeEnvironment } from './store-environment.ts';

const CUTS = 4;
const PATIENT = { timeout: 40_000, interval: 50 };

const isUpgrade = (data: Buffer) => /^upgrade: websocket/im.test(data.toString());
const isMessage = (data: Buffer) => data.includes('"privateMessage"');

/** Alice's way to the server lets no WebSocket through; Bob has none of that. */
async function aliceAndBob() {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const server = await serve({ REGISTRATION: 'open', ...storeEnvironment(folder.path('parley.db')) });
  const url = `http://localhost:${server.port}`;
  const proxy = await startTcpProxy(new URL(url));
  onTestFinished(() => proxy.close());
  proxy.cutAt(isUpgrade);
  const [alice, bob] = [await person(url, `http://localhost:${proxy.port}`), await person(url)];
  const conversation = directConversation(alice.chat, bob.uid);
  directConversation(bob.chat, alice.uid);
  const send = async (texts: readonly string[]) => {
    for (const text of texts) await alice.chat.send(conversation, { text });
  };
  const aliceSees = () => alice.sees(conversation).map(([text]) => text);
  const bobSees = () => bob.sees(conversation).map(([text]) => text);
  return { server, proxy, alice, bob, conversation, send, aliceSees, bobSees };
}

test('where no WebSocket gets through, people talk by long polling, both ways', async () => {
  const { bob, conversation, send, aliceSees, bobSees } = await aliceAndBob();

  await send(['one', 'two']);
  await expect.poll(bobSees, PATIENT).toEqual(['one', 'two']);
  await bob.chat.send(conversation, { text: 'three' });

  await expect.poll(aliceSees, PATIENT).toEqual(['one', 'two', 'three']);
}, 60_000);

test('long polling that breaks at messages, loses answers and outlives its server loses no message, nor its place', async () => {
  const { server, proxy, alice, send, aliceSees, bobSees } = await aliceAndBob();
  let cuts = 0;
  proxy.cutAt((data) => isUpgrade(data) || (isMessage(data) && ++cuts <= CUTS));
  await send(['cut', 'again']);
  await expect.poll(bobSees, PATIENT).toEqual(['cut', 'again']);

  proxy.loseAnswersTo(isMessage);
  await send(['unanswered']);
  await expect.poll(bobSees, PATIENT).toEqual(['cut', 'again', 'unanswered']);
  proxy.cut();

  await send(['before']);
  await server.end('SIGKILL');
  await send(['while it is away']);
  await serve(server.env);

  const all = ['cut', 'again', 'unanswered', 'before', 'while it is away'];
  await expect.poll(bobSees, PATIENT).toEqual(all);
  await expect.poll(() => alice.chat.unsent.get(), PATIENT).toBe(0);
  await expect.poll(aliceSees, PATIENT).toEqual(all);
  expect(cuts).toBeGreaterThan(CUTS);
}, 120_000);

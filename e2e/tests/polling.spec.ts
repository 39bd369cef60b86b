import { ProxyWithoutWebSockets } from '../stack/proxy-without-web-sockets.ts';
import { expect, test, withServiceWorker } from '../test.ts';

test('behind a proxy that lets no WebSocket through, a page talks, reloads and outlives its server', async ({
  newPerson,
  server,
}) => {
  const proxy = await ProxyWithoutWebSockets.start();
  const satya = await newPerson('Satya', { proxy: { server: proxy.url }, ...withServiceWorker });
  const alice = await newPerson('Alice');
  const polls: boolean[] = [];
  satya.page.on('response', (response) => {
    if (response.url().includes('transport=polling')) polls.push(response.fromServiceWorker());
  });

  await satya.talkTo(alice);
  await satya.conversation.say('there');
  await alice.list.open('Satya');
  await alice.conversation.say('and back');
  await expect(satya.conversation.message('and back')).toBeVisible();

  await satya.page.reload();
  await satya.conversation.say('after a reload');
  await expect(alice.conversation.message('after a reload')).toBeVisible();

  await server.kill();
  await satya.conversation.sayInVain('meanwhile');
  await server.launch();
  await expect(alice.conversation.message('meanwhile')).toBeVisible();
  await alice.conversation.say('all there?');
  await expect(satya.conversation.message('all there?')).toBeVisible();

  const all = ['there', 'and back', 'after a reload', 'meanwhile', 'all there?'];
  for (const { conversation } of [satya, alice]) expect(await conversation.texts()).toEqual(all);
  expect(proxy.refused).toBeGreaterThan(1);
  expect(polls.length).toBeGreaterThan(5);
  expect(polls).not.toContain(true);
  proxy.stop();
});

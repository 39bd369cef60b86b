import { expect, test } from './test.ts';

test('what is written while the server is down is sent once, also after a reload meanwhile', async ({
  newVisitor,
  server,
}) => {
  const [satya, alice] = [await newVisitor(), await newVisitor()];
  await satya.register('satya', 'Satya');
  await alice.register('alice', 'Alice');
  await satya.talkTo('Alice');
  await satya.say('before');
  await alice.talkTo('Satya');
  await satya.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

  await server.kill();
  await satya.say('meanwhile');
  await expect.poll(() => satya.words('meanwhile')).toContain('Waiting');
  await expect.poll(() => satya.shown()).toContain("You're offline");
  await satya.page.reload();
  await expect.poll(() => satya.texts()).toEqual(['before', 'meanwhile']);
  await satya.say('after the reload');
  await server.launch();

  const all = ['before', 'meanwhile', 'after the reload'];
  await expect.poll(() => alice.texts(), { timeout: 30_000 }).toEqual(all);
  await expect.poll(() => satya.words('after the reload'), { timeout: 30_000 }).toContain('Read');
  await expect.poll(() => satya.texts()).toEqual(all);
  await expect.poll(() => alice.texts()).toEqual(all);
});

import { expect, test } from '../test.ts';

test('a server killed in mid-conversation comes back with every message once', async ({
  newPerson,
  server,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('before 1');
  await alice.list.open('Satya');
  await alice.conversation.say('before 2');
  await expect(satya.conversation.message('before 2')).toBeVisible();

  await server.kill();
  await satya.conversation.sayInVain('meanwhile 1');
  await expect(satya.conversation.mark('meanwhile 1', 'Waiting to be sent')).toBeAttached();
  await server.launch();
  await expect(alice.conversation.message('meanwhile 1')).toBeVisible();
  await alice.conversation.say('after');

  await expect(satya.conversation.message('after')).toBeVisible();
  for (const { conversation } of [satya, alice]) {
    await expect.poll(() => conversation.texts()).toEqual(['before 1', 'before 2', 'meanwhile 1', 'after']);
  }
});

import { Network } from '../people/network.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// The parts of the page that are opened offline come from the service worker.
test.use(withServiceWorker);

test('answers, edits, deletions, reactions, pins and preferences wait offline, and are made once', async ({
  newPerson,
}) => {
  // A deletion waits for an Undo, and each step waits for the one before.
  test.setTimeout(90_000);
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(satya);
  await satya.talkTo(alice);
  for (const text of ['change me', 'erase me', 'pin me']) await satya.conversation.say(text);
  await alice.list.open('Satya');
  await alice.conversation.say('answer me');
  await expect(satya.conversation.message('answer me')).toBeVisible();

  await network.cut();
  await satya.conversation.act('change me', 'Edit');
  await satya.conversation.write('was changed');
  await satya.conversation.act('pin me', 'Pin');
  await satya.conversation.react('answer me', 'thumbs up');
  await satya.conversation.act('erase me', 'Delete');
  await satya.conversation.reply('answer me');
  await satya.conversation.sayInVain('the answer');
  await satya.page.getByRole('button', { name: 'Conversation menu' }).click();
  await satya.page.getByRole('menuitem', { name: 'Mute' }).click();
  await expect(satya.list.row('Alice')).toContainText('Muted');
  await expect(satya.conversation.message('was changed')).toBeVisible();
  await expect(satya.conversation.message('Message deleted')).toBeVisible({ timeout: 15_000 });

  await network.mend();
  await expect(alice.conversation.message('the answer')).toContainText('answer me');
  await expect(alice.conversation.message('was changed')).toContainText('edited');
  await expect(alice.conversation.message('Message deleted')).toHaveCount(1);
  await expect(alice.conversation.message('erase me')).toHaveCount(0);
  await expect(
    alice.conversation.message('answer me').getByRole('button', { name: /^👍/ }),
  ).toHaveAccessibleName(/ 1, Satya$/);
  await expect(alice.page.getByRole('button', { name: 'Pinned message: pin me' })).toBeVisible();
  await satya.page.reload();
  await expect(satya.list.row('Alice')).toContainText('Muted');
});

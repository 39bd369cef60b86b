import { told } from '../blind/told.ts';
import { expect, test } from '../test.ts';

test('a message can be answered, and the quote leads to it', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('Which day suits you?');
  await alice.list.open('Satya');
  await alice.conversation.reply('Which day suits you?');
  await expect(alice.page.getByText('Reply to Satya')).toBeVisible();
  await alice.conversation.write('Thursday');

  const quote = satya.page.getByRole('button', { name: /In reply to Satya.*Which day suits you\?/ });
  await quote.click();
  await expect(satya.page.locator('parley-message.found')).toContainText('Which day suits you?');
});

test('an edit shows what was there before', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  const foor = told.marked('See you at foor');
  await satya.conversation.say(foor);
  await alice.list.open('Satya');

  await satya.conversation.act('See you at foor', 'Edit');
  await expect(satya.conversation.composer).toHaveValue(foor);
  await satya.conversation.write('See you at four');

  const message = alice.conversation.message('See you at four');
  await expect(message).toContainText('edited');
  await message.getByText('edited', { exact: true }).click();
  await expect(message).toContainText('See you at foor');
});

test('a deleted message leaves a line and no text, unless it is undone', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('keep this');
  await satya.conversation.say('forget this');
  await alice.list.open('Satya');
  await expect(alice.conversation.message('forget this')).toBeVisible();

  await satya.conversation.act('keep this', 'Delete');
  await satya.page.getByRole('button', { name: 'Undo' }).click();
  await satya.conversation.act('forget this', 'Delete');
  await expect(alice.conversation.message('Message deleted')).toBeVisible({ timeout: 15_000 });
  await expect(alice.conversation.message('forget this')).toHaveCount(0);
  await expect(alice.conversation.message('keep this')).toBeVisible();
});

test('reactions are counted, and taken back with a second click', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('We shipped it');
  await alice.list.open('Satya');
  await alice.conversation.react('We shipped it', 'thumbs up');

  const reaction = satya.conversation.message('We shipped it').getByRole('button', { name: /^👍/ });
  await expect(reaction).toHaveAccessibleName(/ 1, Alice$/);
  // It takes more room for a finger than one sees.
  await reaction.click({ position: { x: 20, y: -5 } });
  await expect(reaction).toHaveAccessibleName(/ 2, /);
  await reaction.click({ position: { x: 20, y: 32 } });
  await expect(reaction).toHaveAccessibleName(/ 1, Alice$/);
});

test('a pinned message stands above the conversation of both', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  const [door, lift] = [told.marked('The door code is 4711'), told.marked('The code of the lift is 12')];
  await satya.conversation.say(door);
  await alice.list.open('Satya');
  await satya.conversation.act('The door code is 4711', 'Pin');
  await expect(
    alice.page.getByRole('button', { name: 'Pinned message: The door code is 4711' }),
  ).toBeVisible();

  await satya.conversation.say(lift);
  await satya.conversation.act('The code of the lift is 12', 'Pin');
  const pinned = alice.page.getByRole('button', { name: /^Pinned message/ });
  await expect(pinned).toHaveAccessibleName(`Pinned message: ${lift} 2 of 2`);
  await pinned.click();
  await expect(alice.page.locator('parley-message.found')).toContainText('lift');
  await expect(pinned).toHaveAccessibleName(`Pinned message: ${door} 1 of 2`);
  await pinned.click();
  await expect(alice.page.locator('parley-message.found')).toContainText('door');
  await satya.conversation.act('The code of the lift is 12', 'Unpin');
  await satya.conversation.act('The door code is 4711', 'Unpin');
  await expect(alice.page.getByRole('button', { name: /^Pinned message/ })).toHaveCount(0);
});

test('text is shown with its emphasis, code and links, and never as HTML', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  await satya.list.find('Satya', 'Notes to yourself');
  await satya.conversation.write('*soft* **loud** `code` https://example.org/x <img src=x onerror=alert(1)>');
  const message = satya.conversation.message('soft');
  await expect(message.locator('em')).toHaveText('soft');
  await expect(message.locator('strong')).toHaveText('loud');
  await expect(message.locator('code')).toHaveText('code');
  await expect(message.getByRole('link')).toHaveAttribute('rel', /noopener/);
  await expect(message.locator('img')).toHaveCount(0);
  await expect(message).toContainText('<img src=x onerror=alert(1)>');
});

import { told } from '../blind/told.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { createGroup } from '../pages/new-group.ts';
import { expect, test } from '../test.ts';

// Key by key takes its time.
test.describe.configure({ timeout: 90_000 });

test('with keys alone one answers, goes to what was answered, edits, deletes and takes that back', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, list, conversation } = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  await alice.write(account.user, 'Where do we meet?', 'I mean tomorrow');
  const keys = new Keyboard(page);
  await keys.use(list.row('Alice'));
  await expect(conversation.composer).toBeFocused();

  const question = conversation.message('Where do we meet?').first();
  await keys.toMessage(question);
  await keys.use(page.getByRole('button', { name: 'Reply' }));
  await expect(conversation.composer).toBeFocused();
  await expect(page.getByText('Reply to Alice')).toBeVisible();
  await keys.type(told.marked('At the statoin'));
  await keys.press('Enter');
  const answer = conversation.message('At the stat');
  await expect(conversation.mark('At the stat', 'Delivered')).toBeAttached();

  await keys.toMessage(answer);
  await keys.use(answer.getByRole('button', { name: 'In reply to' }));
  await expect(page.locator('.found')).toContainText('Where do we meet?');

  await keys.toMessage(answer);
  await keys.choose(page.getByRole('button', { name: 'More actions' }), 'Edit');
  await expect(conversation.composer).toBeFocused();
  await keys.fill(conversation.composer, told.marked('At the station'));
  await keys.press('Enter');
  await expect(answer).toContainText('edited');
  await keys.toMessage(answer);
  await keys.use(answer.getByText('edited', { exact: true }));
  await expect(answer).toContainText('At the statoin');

  await keys.toMessage(answer);
  await keys.choose(page.getByRole('button', { name: 'More actions' }), 'Delete');
  await keys.use(page.getByRole('button', { name: 'Undo' }));
  await expect(answer).toContainText('At the station');
});

test('with keys alone one reacts, forwards, pins and copies, and the focus stays where one was', async ({
  newMessenger,
  newPerson,
}) => {
  const { context, page, account, list, conversation } = await newPerson('Satya');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const alice = await newMessenger('Alice');
  const bob = await newMessenger('Bob');
  await bob.write(account.user, 'Hello');
  const door = told.marked('The door code is 4711');
  const friend = told.marked('say friend');
  await alice.write(account.user, door, `\`\`\`\n${friend}\n\`\`\``);
  const keys = new Keyboard(page);
  await keys.use(list.row('Alice'));
  const emoji = page.getByRole('grid', { name: 'Emoji' });
  const message = conversation.message('4711');
  const more = message.getByRole('button', { name: 'More actions' });

  await keys.toMessage(message);
  await keys.use(message.getByRole('button', { name: 'React', exact: true }));
  await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await keys.type('rocket');
  await keys.reach(emoji.getByRole('button', { name: 'astronaut', exact: true }));
  await keys.use(emoji.getByRole('button', { name: 'rocket' }), 'ArrowRight');
  const reaction = message.getByRole('button', { name: /^🚀 1/ });
  await expect(reaction).toBeVisible();
  await expect(message.getByRole('button', { name: 'React', exact: true })).toBeFocused();
  await keys.use(reaction);
  await expect(reaction).toHaveCount(0);

  await keys.toMessage(message);
  await keys.choose(more, 'Pin');
  await expect(page.getByRole('button', { name: /^Pinned message/ })).toBeVisible();
  await expect(more).toBeFocused();
  await keys.use(page.getByRole('button', { name: /^Pinned message/ }), 'Shift+Tab');
  await expect(page.locator('.found')).toContainText('4711');

  await keys.toMessage(message);
  await keys.choose(more, 'Copy text');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(door);

  const code = conversation.message('say friend');
  await keys.toMessage(code);
  await keys.use(code.getByRole('button', { name: 'Copy code' }));
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(friend);

  await keys.toMessage(message);
  await keys.choose(more, 'Forward');
  await expect(page.getByRole('combobox')).toBeFocused();
  await keys.type('Bob');
  await expect(page.getByRole('option', { name: 'Bob' })).toBeVisible();
  await keys.press('Enter');
  await expect(page.getByText('Forwarded to Bob')).toBeVisible();
  await expect(more).toBeFocused();
  await expect(list.row('Bob')).toContainText('The door code is 4711');
});

test('with keys alone one mentions somebody, picks an emoji and sees who has a message', async ({
  newPerson,
}) => {
  const { page, conversation } = await newPerson('Satya');
  await newPerson('Alice');
  await createGroup(page, 'Kitchen', ['Alice']);
  const keys = new Keyboard(page);
  const emoji = page.getByRole('grid', { name: 'Emoji' });
  await keys.reach(conversation.composer);
  const text = told.marked('Water the plants');
  await keys.type(`${text} @al`);
  await expect(page.getByRole('option', { name: /Alice/ })).toHaveAttribute('aria-selected', 'true');
  await keys.press('Enter');
  await expect(conversation.composer).toHaveValue(`${text} @alice `);
  await keys.type('please ');
  await keys.use(page.getByRole('button', { name: 'Emoji', exact: true }), 'Shift+Tab');
  await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await keys.type('rocket');
  await keys.reach(emoji.getByRole('button', { name: 'astronaut', exact: true }));
  await keys.use(emoji.getByRole('button', { name: 'rocket' }), 'ArrowRight');
  await expect(conversation.composer).toBeFocused();
  await keys.press('Enter');
  const message = conversation.message('please 🚀');
  await expect(conversation.mark('please', 'Delivered')).toBeAttached();

  await keys.toMessage(message);
  const receipt = message.getByRole('button', { name: 'Who has seen this' });
  await keys.use(receipt);
  await expect(page.getByRole('dialog', { name: 'Who has seen this' })).toContainText('Alice');
  await keys.press('Escape');
  await expect(receipt).toBeFocused();
});

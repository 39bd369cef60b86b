import { expect, test } from '../test.ts';

const NODES_MAX = 2_000;
const SIZE = 18_000;

test('whatever a message holds, it costs its readers little, whole too', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const units = ['"`', '*a* ', '> a\n', '- a\n', '`a`b ', 'a\n\n', '```a```\n'];
  for (const [index, unit] of units.entries()) {
    const alice = await newMessenger(`Alice ${index}`);
    const text = `${unit.repeat(SIZE / unit.length)}the end`;
    await alice.write(satya.account.user, text);
    await satya.list.open(`Alice ${index}`);
    const message = satya.conversation.log.locator('parley-message-text');
    await message.getByRole('button', { name: 'Show more' }).click();
    await expect(message.getByText('the end')).toBeAttached();
    expect(await message.locator('*').count()).toBeLessThan(NODES_MAX);
  }
});

test('an address reads as it is, and a bubble holds what is written in it', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  await alice.write(
    satya.account.user,
    `Z${'\u0301'.repeat(200)} \u202b\u202ehttps://a.example/\u202egpj.exe`,
  );
  await satya.list.open('Alice');
  const message = satya.conversation.log.locator('parley-message-text');
  await expect(message).toContainText('https://a.example/gpj.exe');
  await expect(message.getByRole('link')).toHaveAttribute('href', 'https://a.example/gpj.exe');
  // Letters from left to right: the first of the address stands before its last.
  const [first, last] = await message.getByRole('link').evaluate((link) => {
    const text = link.firstChild ?? link;
    return [0, link.textContent.length - 1].map((at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    });
  });
  expect(first).toBeLessThan(last ?? 0);
  await expect(message.locator('> div')).toHaveCSS('overflow-x', 'clip');
});

test('only those who are told look mentioned', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  const { username } = alice.account.user;
  await satya.conversation.say(`@${username} and @all and @nobody`);
  const mentioned = satya.conversation.log.locator('.mention');
  await expect(mentioned).toHaveText([`@${username}`]);
});

test('what is loaded is printed, not one screen of it', async ({ newMessenger, newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  for (let index = 1; index <= 45; index++)
    await alice.write(satya.account.user, `Message ${index}\n${'and more\n'.repeat(6)}`);
  await satya.list.open('Alice');
  await expect(satya.conversation.log.getByRole('article').first()).toBeVisible();
  await satya.page.evaluate(() => {
    addEventListener('beforeprint', () => {
      document.body.dataset.printed = document.querySelectorAll('[role=log] article').length.toString();
    });
  });
  const pdf = await satya.page.pdf({ format: 'A4' });
  await expect(satya.page.locator('body')).toHaveAttribute('data-printed', '45');
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(4);
});

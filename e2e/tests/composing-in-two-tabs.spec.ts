import { told } from '../blind/told.ts';
import { expect, test } from '../test.ts';

test('a draft follows in the other tab, and a send there leaves nothing of it anywhere', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const bob = await newPerson('Bob');
  await satya.talkTo(bob);
  await satya.conversation.say('Hello Bob');
  await satya.talkTo(alice);
  await satya.conversation.say('Hello Alice');
  const half = told.marked('half a thought');
  const other = await satya.newTab();
  const third = await satya.newTab();
  await third.list.open('Bob');

  await satya.conversation.composer.pressSequentially(half);
  await expect(other.conversation.composer).toHaveValue(half);
  await expect(third.list.row('Alice')).toContainText(`Draft: ${half}`);

  await other.conversation.composer.press('End');
  await other.conversation.composer.pressSequentially(' and the rest');
  await expect(satya.conversation.composer).toHaveValue(`${half} and the rest`);
  await other.conversation.composer.press('Enter');
  await expect(satya.conversation.composer).toHaveValue('');
  await expect(third.list.row('Alice')).not.toContainText('Draft');

  await satya.list.open('Bob');
  await satya.list.open('Alice');
  await expect(satya.conversation.message('and the rest')).toBeVisible();
  await expect(satya.conversation.composer).toHaveValue('');
  await third.page.reload();
  await expect(third.list.row('Alice')).toContainText('and the rest');
  await expect(third.list.row('Alice')).not.toContainText('Draft');
});

test('what is typed in two tabs at once stays in each of them', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  await satya.talkTo(await newPerson('Alice'));
  const other = await satya.newTab();
  await expect(other.conversation.composer).toBeVisible();
  const texts = ['typed in the first tab', 'typed in the second tab'].map((text) => told.marked(text));
  await Promise.all(
    [satya, other].map(({ conversation }, index) =>
      conversation.composer.evaluate((field: HTMLTextAreaElement, text) => {
        field.value = text;
        field.dispatchEvent(new Event('input'));
      }, texts[index] ?? ''),
    ),
  );
  await satya.conversation.composer.press('Enter');
  await expect(other.conversation.message('typed in the first tab')).toBeVisible();
  await expect(other.conversation.composer).toHaveValue(texts[1] ?? '');
  await other.conversation.composer.press('Enter');
  await expect(satya.conversation.message('typed in the second tab')).toBeVisible();
  await expect(satya.conversation.composer).toHaveValue('');
});

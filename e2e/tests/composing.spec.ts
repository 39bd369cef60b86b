import { told } from '../blind/told.ts';
import type { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

const fieldOf = (person: Person) =>
  person.conversation.composer.evaluate((field: HTMLTextAreaElement) => ({
    text: field.value,
    caret: field.selectionEnd,
  }));

test('what is typed without a pause is there after a reload, and an emptied field is empty', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  await satya.talkTo(await newPerson('Alice'));
  const { page, conversation, list } = satya;
  /** Before the local copy is open, a draft has no place yet; its rows show that it is. */
  const reload = async () => {
    await page.reload();
    await expect(list.row('Announcements')).toBeVisible();
  };
  const text = told.marked('a text that is typed without any pause and then the page is gone');
  await conversation.composer.pressSequentially(text, { delay: 10 });
  await reload();
  await expect(conversation.composer).toHaveValue(text);

  await page.keyboard.press('Control+A');
  await page.keyboard.press('Backspace');
  await reload();
  await expect(conversation.composer).toBeFocused();
  await expect(conversation.composer).toHaveValue('');

  const kept = told.marked('kept when the page is left');
  await page.keyboard.type(kept);
  await page.goto('about:blank');
  await page.goBack();
  await expect(conversation.composer).toHaveValue(kept);
});

test('of what is typed in a tab that is killed, at most the last half second is lost', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  await satya.talkTo(await newPerson('Alice'));
  const text = `${told.marked('typed')} and more`.repeat(100);
  const typed = await satya.page.evaluate(async (text) => {
    const field = document.querySelector('textarea');
    const times: number[] = [];
    const start = performance.now();
    while (field !== null && performance.now() - start < 2_500) {
      field.value = text.slice(0, field.value.length + 1);
      field.dispatchEvent(new Event('input'));
      times.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return times.filter((time) => time < performance.now() - 500).length;
  }, text);
  const address = satya.page.url();
  const killed = await satya.context.newCDPSession(satya.page);
  void killed.send('Page.crash').catch(() => undefined);
  await satya.page.waitForEvent('crash');
  await satya.page.close();
  const again = await satya.newTab(address);
  await expect(again.conversation.composer).not.toHaveValue('');
  const kept = (await fieldOf(again)).text;
  expect(text.startsWith(kept)).toBe(true);
  expect(kept.length).toBeGreaterThanOrEqual(typed);
});

test('a reply and an edit wait in their conversation, with text and caret, over a reload, too', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const bob = await newPerson('Bob');
  const { page, list, conversation } = satya;
  await satya.talkTo(bob);
  await conversation.say('Hello Bob');
  await satya.talkTo(alice);
  const [frist, half] = [told.marked('frist'), told.marked('half a thought')];
  await conversation.say(frist);
  await conversation.reply('frist');
  await page.keyboard.type(half);
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowLeft');

  await list.open('Bob');
  await expect(conversation.composer).toHaveValue('');
  await expect(page.getByText('Reply to yourself')).toBeHidden();
  await expect(list.row('Alice')).toContainText('Draft: half a thought');
  await list.open('Alice');
  await expect(page.getByText('Reply to yourself')).toBeVisible();
  expect(await fieldOf(satya)).toEqual({ text: half, caret: half.length - 3 });

  await conversation.act('frist', 'Edit');
  await page.keyboard.press('Home');
  await page.keyboard.type('the ');
  await list.open('Bob');
  await list.open('Alice');
  await expect(page.getByText('Edit message')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Edit message')).toBeVisible();
  expect(await fieldOf(satya)).toEqual({ text: `the ${frist}`, caret: 4 });

  await page.keyboard.press('Enter');
  await expect(conversation.message('the frist')).toBeVisible();
  expect(await fieldOf(satya)).toEqual({ text: half, caret: half.length - 3 });
  await page.keyboard.press('Enter');
  const answer = conversation.message('half a thought');
  await expect(answer.getByRole('button', { name: 'In reply to' })).toContainText('the frist');
});

test('an edited answer keeps its quote, and the up arrow passes by what cannot be edited', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const { page, conversation } = satya;
  await satya.talkTo(alice);
  await conversation.say('question');
  await conversation.reply('question');
  const anwser = told.marked('anwser');
  await page.keyboard.type(anwser);
  await page.keyboard.press('Enter');
  await conversation.say('to be deleted');
  await conversation.act('to be deleted', 'Delete');
  await expect(conversation.message('Message deleted')).toBeVisible();

  await conversation.composer.focus();
  await page.keyboard.press('ArrowUp');
  await expect(conversation.composer).toHaveValue(anwser);
  await conversation.write('answer');
  await alice.list.open('Satya');
  for (const { conversation } of [satya, alice]) {
    const answer = conversation.message('edited').filter({ hasText: 'answer' });
    await expect(answer.getByRole('button', { name: 'In reply to' })).toContainText('question');
  }
});

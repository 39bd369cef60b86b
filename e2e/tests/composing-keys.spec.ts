import type { Locator } from '@playwright/test';
import { told } from '../blind/told.ts';
import { createGroup } from '../pages/new-group.ts';
import { expect, test } from '../test.ts';

/** The Enter that confirms a word, in the order in which Safari tells of it. */
const confirmInSafari = (field: Locator, key = 'Enter') =>
  field.evaluate((element, key) => {
    for (const type of ['compositionstart', 'compositionend'])
      element.dispatchEvent(new CompositionEvent(type, { bubbles: true, data: 'かな' }));
    const said = { key, keyCode: 229, isComposing: false, bubbles: true, cancelable: true };
    return element.dispatchEvent(new KeyboardEvent('keydown', said));
  }, key);

test('Ctrl+Z takes back an emoji, a completed mention and what was pasted, and nothing else with it', async ({
  newPerson,
}) => {
  const { page, context, conversation } = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await createGroup(page, 'Kitchen', ['Alice']);
  const { composer } = conversation;
  const go = told.marked('go');
  await composer.pressSequentially(`${go} `);
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search emoji' }).fill('rocket');
  await page.getByRole('button', { name: 'rocket', exact: true }).click();
  await expect(composer).toHaveValue(`${go} 🚀`);
  await expect(composer).toBeFocused();
  await page.keyboard.press('Control+Z');
  await expect(composer).toHaveValue(`${go} `);
  await page.keyboard.press('Control+Shift+Z');
  await expect(composer).toHaveValue(`${go} 🚀`);

  await page.keyboard.type(' @al');
  await expect(page.getByRole('option', { name: /Alice/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const mention = `${go} 🚀 @${alice.account.user.username} `;
  await expect(composer).toHaveValue(mention);
  await page.evaluate(() => navigator.clipboard.writeText('pasted'));
  await page.keyboard.press('Control+V');
  await expect(composer).toHaveValue(`${mention}pasted`);
  await page.keyboard.press('Control+Z');
  await expect(composer).toHaveValue(mention);
  await page.keyboard.press('Control+Z');
  await expect(composer).toHaveValue(`${go} 🚀 @al`);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Z');
  await expect(composer).toHaveValue(`${go} 🚀 @al`);
});

test('the list of whom to mention closes when the caret leaves what was typed', async ({ newPerson }) => {
  const { page, conversation } = await newPerson('Satya');
  await newPerson('Alice');
  await createGroup(page, 'Kitchen', ['Alice']);
  const offered = page.getByRole('option', { name: /Alice/ });
  const text = `${told.marked('and')} @al`;
  await conversation.composer.pressSequentially(text);
  await expect(offered).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(offered).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(conversation.message(text)).toBeVisible();

  await conversation.composer.pressSequentially(text);
  await expect(offered).toBeVisible();
  await page.getByRole('button', { name: 'Conversation menu' }).focus();
  await expect(offered).toBeHidden();
});

test('Enter chooses nobody from a list that is still being loaded', async ({ newPerson }) => {
  const { page, conversation } = await newPerson('Satya');
  await newPerson('Alice');
  await createGroup(page, 'Kitchen', ['Alice']);
  const release = Promise.withResolvers<undefined>();
  await page.route('**/*.js', async (route) => {
    await release.promise;
    await route.continue();
  });
  const asked = page.waitForRequest('**/*.js');
  const text = `${told.marked('for')} @al`;
  await conversation.composer.pressSequentially(text);
  await asked;
  await page.keyboard.press('Enter');
  release.resolve(undefined);
  await expect(conversation.message(text)).toBeVisible();
  await conversation.composer.pressSequentially('@al');
  await expect(page.getByRole('option', { name: /Alice/ })).toBeVisible();
});

test('the Enter that confirms a word sends nothing and chooses nothing, in the order of any browser', async ({
  newPerson,
}) => {
  const { page, context, list, conversation } = await newPerson('Satya');
  await newPerson('Alice');
  await createGroup(page, 'Kitchen', ['Alice']);
  const { composer } = conversation;
  const kana = told.marked('かな');
  await composer.focus();
  const input = await context.newCDPSession(page);
  await input.send('Input.imeSetComposition', { text: 'かな', selectionStart: 2, selectionEnd: 2 });
  await input.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await input.send('Input.insertText', { text: kana });
  await expect(composer).toHaveValue(kana);
  await confirmInSafari(composer);
  await expect(composer).toHaveValue(kana);
  await expect(conversation.log.getByRole('article')).toHaveCount(0);

  await confirmInSafari(page.locator('body'), 'k');
  await page.getByRole('button', { name: /Find or start a conversation/ }).click();
  const finder = page.getByRole('combobox');
  await finder.fill('Alice');
  await expect(page.getByRole('option', { name: 'Alice' }).first()).toBeVisible();
  await confirmInSafari(finder);
  await confirmInSafari(finder, 'Escape');
  await expect(finder).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(finder).toBeHidden();

  await conversation.openDetails();
  await page.getByRole('button', { name: 'Rename group' }).click();
  const name = page.getByRole('textbox', { name: 'Group name' });
  await confirmInSafari(name, 'Escape');
  await expect(name).toBeVisible();

  await composer.focus();
  await page.keyboard.press('Enter');
  await expect(conversation.message(kana)).toBeVisible();
  await expect(list.row('Kitchen')).toContainText(kana);
});

import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { told } from '../blind/told.ts';
import { expect, test } from '../test.ts';

const NOTE = "Files can't be sent yet. Paste a link to it instead.";
const FILE = join(import.meta.dirname, '../package.json');

async function middleOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a file that is dropped anywhere is declined in words, and the page stays', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  await satya.talkTo(await newPerson('Alice'));
  const { page, context, conversation } = satya;
  const half = told.marked('half a thought');
  await conversation.composer.fill(half);
  const before = page.url();
  const input = await context.newCDPSession(page);
  for (const place of [conversation.composer, page.getByRole('navigation', { name: 'Parley' })]) {
    const data = { items: [], files: [FILE], dragOperationsMask: 1 };
    const at = await middleOf(place);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await input.send('Input.dispatchDragEvent', { type, ...at, data });
    await expect(page.getByText(NOTE)).toBeVisible();
    await page.getByText(NOTE).evaluate((note) => note.closest('mat-snack-bar-container')?.remove());
  }
  expect(page.url()).toBe(before);
  await expect(conversation.composer).toHaveValue(half);
});

test('a picture that is pasted is declined in words, and text is pasted and dropped', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  await satya.talkTo(await newPerson('Alice'));
  const { page, context, conversation } = satya;
  const { composer } = conversation;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const before = told.marked('before');
  await composer.fill(before);
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2, 2);
    canvas.getContext('2d')?.fillRect(0, 0, 2, 2);
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  });
  await composer.press('Control+V');
  await expect(page.getByText(NOTE)).toBeVisible();
  await expect(composer).toHaveValue(before);

  await expect(page.getByText(NOTE)).toBeHidden();
  // One word, as a double click chooses it.
  const dragged = told.marked('dragged').replace(' ', '');
  await conversation.say(dragged);
  await conversation.message(dragged).getByText(dragged).dblclick();
  await page.mouse.down();
  const { x, y } = await middleOf(composer);
  await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.up();
  await expect(composer).toHaveValue(dragged);
});

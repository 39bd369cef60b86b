import type { Page } from '@playwright/test';
import { expect } from '../test.ts';
import type { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';
import type { Figures } from './figures.ts';
import type { Logged } from './long-log.ts';
import { anchorOf, hiddenAtEnd, moved, movedByOlder, textAbove } from './place.ts';

/** Scroll positions are whole pixels and row heights are not: two corrections may be this far off. */
const STEADY_PX = 2;
const SIX_LINES = 'one\ntwo\nthree\nfour\nfive\nsix';
const LONG_TEXT = Array.from({ length: 12 }, (_, line) => `Line ${line} of a longer text`).join('\n');

/** Somewhere in the middle, where a user reads older messages. */
export async function measurePlaceInside(
  { page, account, list, conversation }: Person,
  alice: Messenger,
  log: readonly Logged[],
  figures: Figures,
): Promise<void> {
  // A message under the pointer shows its time, which takes room of its own.
  await page.mouse.move(0, 0);
  figures.add('what one reads moves when older pages come', await movedByOlder(page), STEADY_PX, 'px');

  const read = await anchorOf(page);
  // The number that each begins with is enough: marks of the text are not shown as they were written.
  const [text = ''] = (await textAbove(page)).split(' ');
  const above = log.find((logged) => logged.text?.startsWith(`${text} `) === true)?.entry;
  if (above === undefined) throw new Error(`Nobody wrote "${text}".`);
  await alice.edit(account.user, above.seq, LONG_TEXT);
  await expect(conversation.message('Line 11 of a longer text')).toBeAttached();
  await settled(page);
  figures.add('… when one above it grows by an edit', await moved(page, read), STEADY_PX, 'px');
  await alice.react(account.user, above.seq, '👍');
  await expect(conversation.log.getByRole('group', { name: 'Reactions' })).toBeAttached();
  await settled(page);
  figures.add('… when one above it grows by a reaction', await moved(page, read), STEADY_PX, 'px');

  await alice.write(account.user, 'This just came in');
  await expect(list.row('Alice')).toContainText('This just came in');
  await settled(page);
  figures.add('… when a new one comes', await moved(page, read), STEADY_PX, 'px');
  await conversation.composer.fill(SIX_LINES);
  await settled(page);
  figures.add('… when the composer opens', await moved(page, read), STEADY_PX, 'px');
  await conversation.composer.fill('');
  await withKeyboard(page, async () => {
    figures.add('… when the keyboard opens', await moved(page, read), STEADY_PX, 'px');
  });
}

/** At the newest message, which has to stay in view. */
export async function measurePlaceAtEnd(
  { page, account, conversation }: Person,
  alice: Messenger,
  figures: Figures,
): Promise<void> {
  await page.getByRole('button', { name: /Jump to newest|new message/ }).click();
  await expect(conversation.message('This just came in')).toBeInViewport();
  await settled(page);
  await conversation.composer.fill(SIX_LINES);
  await settled(page);
  figures.add('the newest is covered when the composer opens', await hiddenAtEnd(page), STEADY_PX, 'px');
  await conversation.composer.fill('');
  await withKeyboard(page, async () => {
    figures.add('… when the keyboard opens', await hiddenAtEnd(page), STEADY_PX, 'px');
  });
  await alice.write(account.user, LONG_TEXT.replaceAll('Line', 'Verse'));
  await expect(conversation.message('Verse 11 of a longer text')).toBeAttached();
  await settled(page);
  figures.add('… when a new one comes', await hiddenAtEnd(page), STEADY_PX, 'px');
}

/** The window's height while a keyboard covers the rest of the screen. */
async function withKeyboard(page: Page, look: () => Promise<void>): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width, height: height - 300 });
  await settled(page);
  await look();
  await page.setViewportSize({ width, height });
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 10; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

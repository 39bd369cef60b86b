import type { Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { writeFromRightToLeft } from '../pages/check-cut-off.ts';
import { expect, test } from '../test.ts';

const ARABIC = 'فريق الإصدار (Release) ';
const ENGLISH = 'the minutes of the meeting (Tuesday), ';

for (const direction of ['ltr', 'rtl'] as const)
  test(`on a page from ${direction}, words of either direction are cut at their own end`, async ({
    newPerson,
    newMessenger,
  }) => {
    const { page, account, conversation, list } = await newPerson('Satya');
    if (direction === 'rtl') await writeFromRightToLeft(page);
    const dana = await newMessenger('דנה לוי, צוות התשתיות ומרכז השירות (Ops)');
    const bob = await newMessenger('Bob Achterberg of the Infrastructure Team (Ops)');
    for (const person of [dana, bob]) {
      const group = await person.createGroup(ARABIC.repeat(2).trim(), [account.user]);
      await person.writeToGroup(group, ARABIC.repeat(9));
      await person.write(account.user, ARABIC.repeat(9), ENGLISH.repeat(9));
      const [first, second] = [await person.seqOf(account.user, 1), await person.seqOf(account.user, 2)];
      await person.answer(account.user, first, 'שלום');
      await person.pin(account.user, person === dana ? first : second);
    }
    for (const person of [dana, bob]) {
      await page.goto(`/c/${person.conversationWith(account.user)}`);
      await conversation.reply('שלום');
      await conversation.composer.fill(told.marked(ARABIC.repeat(5)));
      await expect(list.row(person.account.user.displayName)).toContainText('Draft: ');
      await expect.poll(() => page.evaluate(badlyCut)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect.poll(() => page.evaluate(badlyCut)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 720 });
    }
    await list.find('Achterberg');
    await openFinder(page);
    await expect.poll(() => page.evaluate(badlyCut)).toEqual([]);
  });

async function openFinder(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Ops');
  await expect(page.getByRole('option')).not.toHaveCount(0);
}

/** Runs in the page. The lines that are cut at both ends or at the wrong one: their first letter is not to be seen. */
function badlyCut(): string[] {
  const firstLetter = (line: Element) => {
    const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
      const at = (node.textContent ?? '').search(/\S/);
      if (at < 0) continue;
      const letter = document.createRange();
      letter.setStart(node, at);
      letter.setEnd(node, at + 1);
      return letter.getBoundingClientRect();
    }
    return undefined;
  };
  return [...document.querySelectorAll('.ellipsis')]
    .filter((line) => line.checkVisibility() && line.scrollWidth > line.clientWidth)
    .filter((line) => {
      const around = line.getBoundingClientRect();
      const letter = firstLetter(line);
      return letter !== undefined && (letter.left < around.left - 1 || letter.right > around.right + 1);
    })
    .map(({ textContent }) => textContent);
}

import type { Locator } from '@playwright/test';
import { expect, test } from '../test.ts';

for (const colorScheme of ['light', 'dark'] as const)
  test(`with the colours of a ${colorScheme} system, everything keeps an edge`, async ({
    newPerson,
    newMessenger,
  }, info) => {
    const satya = await newPerson('Satya', { forcedColors: 'active', colorScheme });
    const alice = await newMessenger('Alice');
    const { page, list, conversation } = satya;
    await alice.write(satya.account.user, 'How are you?');
    await list.open('Alice');
    await conversation.say('Fine');
    await expect(conversation.mark('Fine', 'Delivered')).toBeAttached();

    for (const text of ['How are you?', 'Fine'])
      expect(await edgeOf(conversation.message(text).locator('parley-bubble')), text).toBe(true);
    await conversation.composer.focus();
    expect(await edgeOf(page.locator('parley-composer .box'))).toBe(true);
    expect(await edgeOf(list.row('Alice'))).toBe(true);
    expect(await edgeOf(list.row('Announcements'))).toBe(false);

    const tick = conversation.message('Fine').locator('parley-delivery-mark svg');
    expect(await differs(tick, 'stroke')).toBe(true);

    await page.getByRole('link', { name: 'New group' }).focus();
    await page.keyboard.press('Shift+Tab');
    expect(
      await page.locator(':focus').evaluate((focused) => getComputedStyle(focused).outlineStyle),
    ).not.toBe('none');
    await page.screenshot({ path: info.outputPath('forced-colours.png') });
  });

/** Whether a border or an outline of a colour of its own is around something: backgrounds may look alike. */
function edgeOf(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const background = getComputedStyle(document.body).backgroundColor;
    const style = getComputedStyle(element);
    const border = style.borderInlineStartStyle !== 'none' && style.borderInlineStartWidth !== '0px';
    const outline = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    return (
      (border && style.borderInlineStartColor !== background) ||
      (outline && style.outlineColor !== background)
    );
  });
}

function differs(locator: Locator, property: 'stroke'): Promise<boolean> {
  return locator.evaluate(
    (element, name) => getComputedStyle(element)[name] !== getComputedStyle(document.body).backgroundColor,
    property,
  );
}

import { expect, type Page } from '@playwright/test';
import { sidewaysOverflow } from './check-everywhere.ts';

/** A window of 1280 by 1024 pixels has this many at 200 %. */
export const ZOOMED = { viewport: { width: 640, height: 512 }, deviceScaleFactor: 2 };

/** As the language's writing has it, from the first page on. */
export async function writeFromRightToLeft(page: Page): Promise<void> {
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')),
  );
}

/** Nothing may scroll sideways, and no control may stick out of the window or be clipped by its container. */
export async function checkCutOff(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => document.getAnimations().every(({ playState }) => playState !== 'running')),
    )
    .toBe(true);
  expect(await sidewaysOverflow(page), page.url()).toBe(0);
  await expect.poll(() => page.evaluate(cutOff), page.url()).toEqual([]);
}

/** Runs in the page. Vertical scrolling is allowed; otherwise the whole box must be visible. */
function cutOff(): string[] {
  const inReach = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const scrolls = (box: Element | null): boolean =>
      box !== null && (/auto|scroll/.test(getComputedStyle(box).overflowY) || scrolls(box.parentElement));
    return (top >= -1 && bottom <= innerHeight + 1) || scrolls(element.parentElement);
  };
  // Text for screen readers only is in a box of one pixel.
  const isForEyes = (element: Element | null): boolean =>
    element === null || (element.getBoundingClientRect().width > 1 && isForEyes(element.parentElement));
  const fits = (element: Element) => {
    const { left, right } = element.getBoundingClientRect();
    for (let box = element.parentElement; box !== null; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'visible') continue;
      const around = box.getBoundingClientRect();
      if (left < around.left - 1 || right > around.right + 1) return false;
    }
    return left >= -1 && right <= innerWidth + 1;
  };
  return [...document.querySelectorAll('a, button, input, textarea, summary, h1, h2, [role=option]')]
    .filter((element) => element.checkVisibility() && element.closest('.visually-hidden') === null)
    .filter((element) => isForEyes(element))
    .filter((element) => !fits(element) || !inReach(element))
    .map((element) => element.outerHTML.slice(0, 160));
}

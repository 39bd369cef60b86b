import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const WIDTHS = [390, 768, 1440];

type Rules = Pick<axe.RunOptions, 'runOnly'>;

/** Beside the first, another scheme changes nothing but colours. */
const SCHEMES: readonly (Rules & { readonly colorScheme: 'light' | 'dark' })[] = [
  { colorScheme: 'light' },
  { colorScheme: 'dark', runOnly: ['color-contrast', 'link-in-text-block'] },
];

/** At every width, light and dark: axe finds nothing, and nothing scrolls sideways. */
export async function checkEverywhere(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(() => sidewaysOverflow(page)).toBeLessThanOrEqual(0);
    for (const { colorScheme, ...rules } of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect.poll(() => isStill(page)).toBe(true);
      expect(await findings(page, rules), `${page.url()} at ${width} px, ${colorScheme}`).toEqual([]);
    }
  }
}

export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** In the middle of a transition, colours have no meaningful contrast. */
function isStill(page: Page): Promise<boolean> {
  return page.evaluate(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
}

/** These pages have no frames. Only violations are worked out for every element. */
async function findings(page: Page, rules: Rules): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), {
    resultTypes: ['violations'],
    ...rules,
  } satisfies axe.RunOptions);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

type Axe = typeof axe;

declare global {
  var axe: Axe;
}

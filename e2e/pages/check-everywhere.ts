import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WIDTHS = [390, 768, 1440];
const SCHEMES = ['light', 'dark'] as const;

/** At every width, light and dark: axe finds nothing, and nothing scrolls sideways. */
export async function checkEverywhere(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(() => sidewaysOverflow(page)).toBeLessThanOrEqual(0);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect.poll(() => isStill(page)).toBe(true);
      expect(await findings(page), `${page.url()} at ${width} px, ${colorScheme}`).toEqual([]);
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

/**
 * Legacy mode sees no frames of other origins, which these pages don't have; the other opens a second page for each run. Only
 * violations are worked out for every element. Both together find the same in a quarter of the time.
 */
async function findings(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

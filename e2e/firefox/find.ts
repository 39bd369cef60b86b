import type { ElementHandle, Page } from 'puppeteer-core';
import { vi } from 'vitest';

const SELECTORS = {
  button: 'button',
  field: 'input, textarea, [role="combobox"]',
  heading: 'h1, h2',
  menuitem: '[role="menuitem"]',
  option: '[role="option"]',
};
export type Kind = keyof typeof SELECTORS;

/**
 * Waits for a visible element with a name. It searches the page itself: Puppeteer asks Firefox for accessible names one by
 * one, which takes seconds.
 */
export function find(page: Page, kind: Kind, name: string): Promise<ElementHandle> {
  return vi.waitFor(
    async () => {
      const found = (await page.evaluateHandle(byName, SELECTORS[kind], name)).asElement();
      if (found === null) throw new Error(`there is no ${kind} "${name}"`);
      return found as ElementHandle;
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** Runs in the page. One line of the text is enough. Takes the last match, because what opened last is in front. */
function byName(selector: string, name: string): Element | undefined {
  const linesOf = (element: HTMLElement) => {
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
    const text = element.getAttribute('aria-label') ?? label ?? element.innerText;
    return text.split('\n').map((line) => line.trim());
  };
  return [...document.querySelectorAll<HTMLElement>(selector)].findLast(
    (element) => element.checkVisibility() && linesOf(element).includes(name),
  );
}

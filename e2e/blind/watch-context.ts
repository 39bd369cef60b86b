import type { BrowserContext } from '@playwright/test';
import { hearSent, pageScript, tellRest } from './page-script.ts';

/** Hears of each password and key in the pages of a browser, and of all that they seal. */
export async function watchContext(context: BrowserContext): Promise<void> {
  await context.exposeFunction('hearUses', hearSent);
  await context.addInitScript({ content: pageScript });
}

/** Closes a browser, once it has told all that it used. */
export async function leave(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.evaluate(tellRest)));
  await context.close();
}

import type { Page } from '@playwright/test';

/** A message in the middle of the window, and where it stands. */
export interface Anchor {
  readonly id: string;
  /** px from the top of the window */
  readonly top: number;
}

/** The message in the middle of the conversation's window. */
export function anchorOf(page: Page): Promise<Anchor> {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    const middle = (log?.getBoundingClientRect().top ?? 0) + (log?.clientHeight ?? 0) / 2;
    const rows = [...(log?.querySelectorAll<HTMLElement>('article') ?? [])];
    const row = rows.find((one) => one.getBoundingClientRect().bottom > middle);
    if (row === undefined) throw new Error('There is no message in the middle.');
    return { id: row.textContent, top: row.getBoundingClientRect().top };
  });
}

/** How far a message has moved since, in px. */
export async function moved(page: Page, { id, top }: Anchor): Promise<number> {
  return page.evaluate(
    ([text, before]) => {
      const rows = [...document.querySelectorAll<HTMLElement>('[role=log] article')];
      const row = rows.find((one) => one.textContent === text);
      return Math.abs((row?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) - before);
    },
    [id, top] as const,
  );
}

import type { Page } from '@playwright/test';

/** The number of older pages to load while the reader's place is watched. */
const PAGES = 5;

/** A message in the middle of the window, and where it stands. */
export interface Anchor {
  readonly text: string;
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
    return { text: row.textContent, top: row.getBoundingClientRect().top };
  });
}

/** How far a message has moved since, in px. */
export async function moved(page: Page, { text, top }: Anchor): Promise<number> {
  return page.evaluate(
    ([text, before]) => {
      const rows = [...document.querySelectorAll<HTMLElement>('[role=log] article')];
      const row = rows.find((one) => one.textContent === text);
      return Math.abs((row?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) - before);
    },
    [text, top] as const,
  );
}

/** Scrolls back until older pages were loaded above. @returns how far the message in the middle moved meanwhile, in px */
export function movedByOlder(page: Page): Promise<number> {
  return page.evaluate(watchOlderPages, PAGES);
}

/** The text of the message that stands last above the window, whole. */
export function textAbove(page: Page): Promise<string> {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    const top = log?.getBoundingClientRect().top ?? 0;
    const rows = [...(log?.querySelectorAll<HTMLElement>('article') ?? [])];
    const row = rows.findLast((one) => one.getBoundingClientRect().bottom < top);
    const text = row?.querySelector<HTMLElement>('parley-message-text')?.innerText;
    if (text === undefined) throw new Error('There is no message above the window.');
    return text;
  });
}

/** How much of the newest message cannot be seen, in px. */
export function hiddenAtEnd(page: Page): Promise<number> {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    const last = [...(log?.querySelectorAll('article') ?? [])].at(-1);
    const overlap = (last?.getBoundingClientRect().bottom ?? 0) - (log?.getBoundingClientRect().bottom ?? 0);
    return Math.max(0, overlap);
  });
}

/** Runs in the page. A page that came shows in the scroller's position: it leaps, with nobody scrolling. */
async function watchOlderPages(pages: number): Promise<number> {
  const log = document.querySelector<HTMLElement>('[role=log]');
  if (log === null) throw new Error('There are no messages.');
  // In the first task after a frame one sees what was painted.
  const frame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      }),
    );
  const middle = log.getBoundingClientRect().top + log.clientHeight / 2;
  let [worst, came] = [0, 0];
  for (let step = 0; came < pages; step++) {
    if (step > 1_000) throw new Error('No older pages came.');
    log.scrollBy(0, -300);
    // At once: a page from the local copy is there before the next frame.
    const row = [...log.querySelectorAll<HTMLElement>('article')].find(
      (one) => one.getBoundingClientRect().bottom > middle,
    );
    if (row === undefined) throw new Error('There is no message in the middle.');
    const [top, at] = [row.getBoundingClientRect().top, log.scrollTop];
    let shift = 0;
    for (let frames = 0; frames < 12; frames++) {
      await frame();
      shift = Math.max(shift, Math.abs(row.getBoundingClientRect().top - top));
    }
    if (Math.abs(log.scrollTop - at) > 1_000) came++;
    worst = Math.max(worst, shift);
  }
  return worst;
}

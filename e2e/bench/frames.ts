import type { Page } from '@playwright/test';

export interface Frames {
  /** ms between two frames, at worst */
  readonly longest: number;
  /** Frames that took over 50 ms. */
  readonly slow: number;
  readonly count: number;
  /** Messages in the document at once, at most. */
  readonly nodes: number;
}

/** Turns the wheel over the messages, a notch each 16 ms or so, and watches the frames meanwhile. */
export async function scroll(page: Page, by: number, seconds: number): Promise<Frames> {
  await page.getByRole('log', { name: 'Messages' }).hover();
  const watched = page.evaluate(watchFrames, seconds * 1_000);
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(16);
  }
  return watched;
}

/** Runs in the page. */
async function watchFrames(ms: number): Promise<Frames> {
  const log = document.querySelector('[role=log]');
  const started = performance.now();
  let last = started;
  let [longest, slow, count, nodes] = [0, 0, 0, 0];
  while (last - started < ms) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    if (now - last > 50) slow++;
    count++;
    nodes = Math.max(nodes, log?.querySelectorAll('article').length ?? 0);
    last = now;
  }
  return { longest, slow, count, nodes };
}

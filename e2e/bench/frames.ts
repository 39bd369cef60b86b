import type { Page } from '@playwright/test';

export interface Frames {
  /** ms between two frames, at worst */
  readonly longest: number;
  /** Frames that took over 50 ms. */
  readonly slow: number;
  readonly count: number;
  /** Messages in the document at once, at most. */
  readonly nodes: number;
  /** Rows shown before an older one, in the document or on the screen. */
  readonly disorder: number;
  /** What the longest frame was spent on; empty if the page itself never took 50 ms. */
  readonly spent: string;
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

/** The part of a long animation frame that TypeScript's own types do not know yet. */
interface LongFrame extends PerformanceEntry {
  readonly styleAndLayoutStart: number;
  readonly scripts: readonly (PerformanceEntry & {
    readonly invoker: string;
    readonly forcedStyleAndLayoutDuration: number;
  })[];
}

/** Runs in the page. */
async function watchFrames(ms: number): Promise<Frames> {
  const log = document.querySelector('[role=log]');
  const long: LongFrame[] = [];
  const observer = new PerformanceObserver((list) => long.push(...(list.getEntries() as LongFrame[])));
  observer.observe({ type: 'long-animation-frame' });
  const started = performance.now();
  let last = started;
  let [longest, slow, count, nodes, disorder] = [0, 0, 0, 0, 0];
  while (last - started < ms) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    if (now - last > 50) slow++;
    count++;
    nodes = Math.max(nodes, log?.querySelectorAll('article').length ?? 0);
    disorder += outOfOrder();
    last = now;
  }
  observer.disconnect();
  const worst = long.toSorted((a, b) => b.duration - a.duration)[0];
  return { longest, slow, count, nodes, disorder, spent: worst === undefined ? '' : spentOn(worst) };

  function outOfOrder(): number {
    const rows = [...(log?.querySelectorAll<HTMLElement>('[data-index]') ?? [])];
    const places = rows.map((row) => ({
      index: Number(row.dataset.index),
      top: row.getBoundingClientRect().top,
    }));
    return places.filter(({ index, top }, at) => {
      const before = places[at - 1];
      return before !== undefined && (before.index >= index || before.top > top);
    }).length;
  }

  function spentOn({ duration, startTime, styleAndLayoutStart, scripts }: LongFrame): string {
    const script = scripts.reduce((sum, one) => sum + one.duration, 0);
    const forced = scripts.reduce((sum, one) => sum + one.forcedStyleAndLayoutDuration, 0);
    const layout = styleAndLayoutStart === 0 ? 0 : startTime + duration - styleAndLayoutStart;
    const invokers = [...new Set(scripts.map(({ invoker }) => invoker))].join(', ');
    const round = Math.round;
    return `${round(duration)} ms: script ${round(script)} (layout in it ${round(forced)}; ${invokers}), style and layout ${round(layout)}`;
  }
}

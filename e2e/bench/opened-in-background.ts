/** The part of a long animation frame that TypeScript's own types do not know yet. */
interface LongFrame extends PerformanceEntry {
  readonly scripts: readonly (PerformanceEntry & {
    readonly invoker: string;
    readonly sourceFunctionName: string;
  })[];
}

interface Watched {
  /** ms between two frames, at worst */
  readonly longest: number;
  /** Frames that took over 50 ms. */
  readonly slow: number;
  readonly frames: number;
  readonly seconds: number;
  /** What the longest frames were spent on. */
  readonly spent: string;
}

/** Runs in the page: watches its frames until the local copy holds so many entries, all of them opened. */
export async function watchUntilOpened(count: number): Promise<Watched> {
  const long: LongFrame[] = [];
  const observer = new PerformanceObserver((list) => long.push(...(list.getEntries() as LongFrame[])));
  observer.observe({ type: 'long-animation-frame' });
  const db = await openCopy();
  const started = performance.now();
  let [last, longest, slow, frames] = [started, 0, 0, 0];
  const opened = { all: false };
  void until(() => allOpened(db), 250).then(() => (opened.all = true));
  while (!opened.all && last - started < 300_000) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    if (now - last > 50) slow++;
    frames++;
    last = now;
  }
  observer.disconnect();
  db.close();
  if (!opened.all) throw new Error('Not all of them were opened.');
  const worst = long.toSorted((a, b) => b.duration - a.duration).slice(0, 3);
  return { longest, slow, frames, seconds: (last - started) / 1_000, spent: worst.map(spentOn).join('; ') };

  async function openCopy(): Promise<IDBDatabase> {
    const [found] = (await indexedDB.databases()).filter(
      ({ name }) => name !== undefined && /^parley-[0-9a-f]{8}-/.test(name),
    );
    if (found?.name === undefined) throw new Error('There is no local copy.');
    return answerOf(indexedDB.open(found.name));
  }

  async function allOpened(copy: IDBDatabase): Promise<boolean> {
    const entries = copy.transaction('entries').objectStore('entries');
    const [held, unopened] = await Promise.all([
      answerOf(entries.count()),
      answerOf(entries.index('unopened').count()),
    ]);
    return held >= count && unopened === 0;
  }

  async function until(holds: () => Promise<boolean>, ms: number): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, ms));
  }

  function answerOf<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The local copy does not answer.'));
    });
  }

  function spentOn({ duration, scripts }: LongFrame): string {
    const parts = scripts
      .toSorted((a, b) => b.duration - a.duration)
      .slice(0, 3)
      .map(
        ({ invoker, sourceFunctionName, duration: ms }) =>
          `${Math.round(ms)} ${invoker} ${sourceFunctionName}`,
      );
    return `${Math.round(duration)} ms in ${parts.join(', ')}`;
  }
}

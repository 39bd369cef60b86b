import type { Clock } from '../../ports/clock.ts';
import type { OutboxQueue } from '../../ports/outbox/outbox-queue.ts';

interface SettledDeps {
  readonly items: OutboxQueue['items'];
  readonly clock: Clock;
  /** Whether the connection can carry commands now. */
  readonly isReady: () => boolean;
}

/** Resolves when the outbox is empty or blocked, at the latest after `ms`. */
export function outboxSettled({ items, clock, isReady }: SettledDeps, ms: number): Promise<void> {
  const waits = () => isReady() && items.get().some(({ state }) => state.kind === 'waiting');
  return new Promise((resolve) => {
    const end = () => {
      stop();
      cancel();
      resolve();
    };
    const cancel = clock.setTimeout(end, ms);
    const stop = items.listen(() => {
      if (!waits()) end();
    });
    if (!waits()) end();
  });
}

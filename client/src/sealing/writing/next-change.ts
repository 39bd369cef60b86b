import type { Uuid } from '@parley/protocol';
import { inTime } from '../../platform/in-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SealingLogs } from '../../ports/sealing/sealed-logs.ts';

/** Hears of what changes in a conversation from now on, also before anybody waits for it. */
export class NextChange {
  readonly stop: () => void;
  readonly #changed: Promise<void>;

  constructor(logs: Pick<SealingLogs, 'onChange'>, conversation: Uuid) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#changed = promise;
    this.stop = logs.onChange((changed) => {
      if (changed === conversation) resolve(undefined);
    });
  }

  /** Resolves with the first change, at the latest after `ms`. */
  async within(clock: Clock, ms: number): Promise<void> {
    await inTime(this.#changed, clock, ms);
  }
}

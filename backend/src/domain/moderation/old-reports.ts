import { REPORT_LIMITS } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';

/** How often it is looked for old reports, in ms. */
const EVERY = 60_000;
const DAY = 24 * 60 * 60 * 1_000;
/** Reports that end in one go. */
const AT_ONCE = 100;

/** Ends reports that nobody decided in time: what was disclosed for a decision does not stay without one. */
export class OldReports {
  readonly #context: Pick<Context, 'reports' | 'audit' | 'clock'>;
  #looksAt = Number.NEGATIVE_INFINITY;

  constructor(context: Pick<Context, 'reports' | 'audit' | 'clock'>) {
    this.#context = context;
  }

  /** Once a second: a look each minute, or at once while there may be more. */
  async tick(): Promise<void> {
    const { clock } = this.#context;
    if (clock() < this.#looksAt) return;
    if ((await this.#endSome()) < AT_ONCE) this.#looksAt = clock() + EVERY;
  }

  async #endSome(): Promise<number> {
    const { reports, clock } = this.#context;
    const time = clock();
    const old = await reports.olderThan(time - REPORT_LIMITS.reportDays * DAY, AT_ONCE);
    for (const id of old) {
      const ended = await reports.end(id, { kind: 'expired', time }, {});
      if (ended !== undefined)
        await record(this.#context, { kind: 'report_expired', details: { report: id } });
    }
    return old.length;
  }
}

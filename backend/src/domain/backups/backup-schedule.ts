import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Backup } from './backup-folder.ts';
import { isScheduled } from './backup-name.ts';
import { makeBackup } from './make-backup.ts';
import { ownBackups } from './own-backups.ts';

export interface Schedule {
  /** ms between two backups. */
  readonly every: number;
  /** How many stay. */
  readonly keep: number;
  /** Tells the operator, while the server is running. */
  readonly failed: (error: unknown) => void;
}

/** After a failure the next attempt comes no sooner than this, in ms, and no later than the next backup. */
const RETRY = 60 * 60 * 1_000;
const REASON_MAX = 200;

/** Makes backups by itself, and removes its own old ones once a new one is complete and checked. */
export class BackupSchedule {
  readonly #context: Pick<Context, 'audit' | 'clock' | 'backups'>;
  readonly #schedule: Schedule;
  /** When there is something to do at the earliest, ms. */
  #next = 0;

  constructor(context: Pick<Context, 'audit' | 'clock' | 'backups'>, schedule: Schedule) {
    this.#context = context;
    this.#schedule = schedule;
  }

  /** Makes a backup if one is due. The folder says when the last one was made, also before a restart. */
  async tick(): Promise<void> {
    const { clock } = this.#context;
    const { every } = this.#schedule;
    const now = clock();
    if (now < this.#next) return;
    this.#next = now + Math.min(every, RETRY);
    try {
      const [newest] = await this.#scheduled();
      // One from the future was made by a clock that was wrong.
      const due = newest === undefined || newest.time > now ? now : newest.time + every;
      if (due > now) {
        this.#next = due;
        return;
      }
      await makeBackup(this.#context, {}, 'scheduled');
      this.#next = now + every;
    } catch (error) {
      await this.#note(error);
      return;
    }
    await this.#removeOld().catch(this.#schedule.failed);
  }

  async #scheduled(): Promise<readonly Backup[]> {
    return (await this.#context.backups.list()).filter(({ name }) => isScheduled(name));
  }

  /** What the operator made, or another server, stays. */
  async #removeOld(): Promise<void> {
    const { backups } = this.#context;
    const own = await ownBackups(this.#context, await this.#scheduled());
    for (const { name } of own.slice(this.#schedule.keep)) {
      await backups.remove(name);
      await record(this.#context, { kind: 'backup_removed', details: { name } });
    }
  }

  async #note(error: unknown): Promise<void> {
    this.#schedule.failed(error);
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, REASON_MAX);
    await record(this.#context, { kind: 'backup_failed', details: { reason } }).catch(this.#schedule.failed);
  }
}

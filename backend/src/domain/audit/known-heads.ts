import type { AuditRecord } from './audit-store.ts';
import type { AuditProblem } from './audit-problem.ts';

type KnownRecord = Pick<AuditRecord, 'seq' | 'chain' | 'time'>;

/**
 * Records of an audit log that were also written elsewhere, such as into a log file. Each server writes only its own, and
 * a file may begin anywhere. After a restore, records written before it may be missing in the database.
 */
export class KnownHeads {
  readonly #bySeq = new Map<number, KnownRecord[]>();
  #lost = 0;

  constructor(records: readonly KnownRecord[] = []) {
    for (const record of records)
      this.#bySeq.set(record.seq, [...(this.#bySeq.get(record.seq) ?? []), record]);
  }

  get count(): number {
    return this.#bySeq.size;
  }

  /** How many of the known records were lost by restoring a backup. */
  get lostByRestore(): number {
    return this.#lost;
  }

  /** Compares the next record of the database. */
  compare({ seq, chain, kind, time }: AuditRecord): AuditProblem | undefined {
    if (kind === 'database_restored') this.#drop(seq, time);
    const others = (this.#bySeq.get(seq) ?? []).filter((known) => known.chain !== chain);
    return others.length === 0 ? undefined : { kind: 'rewritten', at: seq };
  }

  /** Known records after the last one of the database. */
  missingAfter(last: number): AuditProblem | undefined {
    const missing = [...this.#bySeq.keys()].filter((seq) => seq > last).sort((a, b) => a - b);
    const [from, to] = [missing[0], missing.at(-1)];
    return from === undefined || to === undefined ? undefined : { kind: 'cutOff', from, to };
  }

  /** A backup was restored at `time`: records from `from` on that were written before are no longer expected. */
  #drop(from: number, time: number): void {
    for (const [seq, records] of this.#bySeq) {
      if (seq < from) continue;
      const left = records.filter((record) => record.time >= time);
      this.#lost += records.length - left.length;
      if (left.length === 0) this.#bySeq.delete(seq);
      else this.#bySeq.set(seq, left);
    }
  }
}

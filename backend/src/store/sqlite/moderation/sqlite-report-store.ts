import type Database from 'better-sqlite3';
import type { Notice, ReportEnd, Uuid } from '@parley/protocol';
import {
  endedReport,
  noticeIn,
  type Muted,
  type ReportBounds,
  type ReportEffect,
  type ReportStore,
  type StoredReport,
} from '../../../domain/moderation/report-store.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { PUT_REPORT, reportOf, reportRow, type ReportRow } from './report-row.ts';

interface Open {
  readonly inAll: number;
  readonly ofReporter: number;
  readonly ofMessage: number;
}

export class SqliteReportStore implements ReportStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      put: db.prepare<[ReportRow]>(PUT_REPORT),
      find: db.prepare<[Uuid], ReportRow>('SELECT report, evidence FROM reports WHERE id = ?'),
      of: db.prepare<[Uuid, number, Uuid], ReportRow>(
        'SELECT report, evidence FROM reports WHERE conversation = ? AND seq = ? AND reporter = ?',
      ),
      open: db.prepare<[Pick<StoredReport, 'reporter' | 'conversation' | 'seq'>], Open>(
        `SELECT (SELECT count(*) FROM reports WHERE is_open = 1) AS inAll,
         (SELECT count(*) FROM reports WHERE reporter = :reporter AND is_open = 1) AS ofReporter,
         (SELECT count(*) FROM reports WHERE conversation = :conversation AND seq = :seq AND is_open = 1) AS ofMessage`,
      ),
      countOpen: db
        .prepare<[Uuid | undefined], number>(
          'SELECT count(*) FROM reports WHERE is_open = 1 AND sender IS NOT ?',
        )
        .pluck(),
      // Without a reader, `IS NOT NULL` leaves nothing out.
      first: db.prepare<[number, Uuid | undefined, number], ReportRow>(
        'SELECT report FROM reports WHERE is_open = ? AND sender IS NOT ? ORDER BY time DESC, id DESC LIMIT ?',
      ),
      next: db.prepare<[number, Uuid | undefined, number, Uuid, number], ReportRow>(
        `SELECT report FROM reports WHERE is_open = ? AND sender IS NOT ? AND (time, id) < (?, ?)
         ORDER BY time DESC, id DESC LIMIT ?`,
      ),
      older: db
        .prepare<[number, number], Uuid>(
          'SELECT id FROM reports WHERE is_open = 1 AND time < ? ORDER BY time, id LIMIT ?',
        )
        .pluck(),
      muted: db.prepare<[number], Muted>(
        'SELECT sender AS uid, max(muted_until) AS until FROM reports WHERE muted_until > ? GROUP BY sender',
      ),
      muting: db.prepare<[Uuid], ReportRow>(
        'SELECT report, evidence FROM reports WHERE sender = ? AND muted_until IS NOT NULL',
      ),
      noticed: db.prepare<[Uuid], ReportRow>(
        'SELECT report FROM reports WHERE sender = ? AND has_notice = 1',
      ),
    };
  }

  add(report: StoredReport, most: ReportBounds): Promise<StoredReport | undefined> {
    const { reporter, conversation, seq } = report;
    return this.#commits.write(() => {
      const former = this.#sql.of.get(conversation, seq, reporter);
      if (former !== undefined) return reportOf(former);
      const open = this.#sql.open.get({ reporter, conversation, seq });
      const fits = (bound: keyof Open) => (open?.[bound] ?? 0) < most[bound];
      if (!fits('inAll') || !fits('ofReporter') || !fits('ofMessage')) return undefined;
      this.#sql.put.run(reportRow(report));
      return report;
    });
  }

  async of(reporter: Uuid, conversation: Uuid, seq: number): Promise<StoredReport | undefined> {
    return reading(() => optional(this.#sql.of.get(conversation, seq, reporter)));
  }

  async find(id: Uuid): Promise<StoredReport | undefined> {
    return reading(() => this.#find(id));
  }

  async page(
    isOpen: boolean,
    after: Uuid | undefined,
    limit: number,
    reader?: Uuid,
  ): Promise<readonly StoredReport[]> {
    return reading(() => {
      const state = isOpen ? 1 : 0;
      if (after === undefined) return this.#sql.first.all(state, reader, limit).map(reportOf);
      const known = this.#find(after);
      return known === undefined
        ? []
        : this.#sql.next.all(state, reader, known.time, after, limit).map(reportOf);
    });
  }

  async countOpen(reader?: Uuid): Promise<number> {
    return reading(() => this.#sql.countOpen.get(reader) ?? 0);
  }

  end(id: Uuid, end: ReportEnd, effect: ReportEffect): Promise<StoredReport | undefined> {
    return this.#commits.write(() => {
      const report = this.#find(id);
      if (report === undefined || report.end !== undefined) return undefined;
      const ended = endedReport(report, end, effect);
      this.#sql.put.run(reportRow(ended));
      return ended;
    });
  }

  async olderThan(time: number, limit: number): Promise<readonly Uuid[]> {
    return reading(() => this.#sql.older.all(time, limit));
  }

  async muted(now: number): Promise<readonly Muted[]> {
    return reading(() => this.#sql.muted.all(now));
  }

  unmute(uid: Uuid): Promise<boolean> {
    return this.#commits.write(() => {
      const muting = this.#sql.muting.all(uid).map(reportOf);
      for (const { mutedUntil: _, ...report } of muting) this.#sql.put.run(reportRow(report));
      return muting.length > 0;
    });
  }

  async notices(uid: Uuid): Promise<readonly Notice[]> {
    const told = reading(() => this.#sql.noticed.all(uid).map(reportOf)).flatMap(noticeIn);
    return told.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  acknowledge(uid: Uuid, id: Uuid): Promise<boolean> {
    return this.#commits.write(() => {
      const report = this.#find(id);
      if (report?.sender !== uid || report.notice === undefined) return false;
      const { notice: _, ...rest } = report;
      this.#sql.put.run(reportRow(rest));
      return true;
    });
  }

  #find(id: Uuid): StoredReport | undefined {
    return optional(this.#sql.find.get(id));
  }
}

function optional(row: ReportRow | undefined): StoredReport | undefined {
  return row && reportOf(row);
}

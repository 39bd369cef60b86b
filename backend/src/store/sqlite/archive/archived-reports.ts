import type Database from 'better-sqlite3';
import type { StoredReport } from '../../../domain/moderation/report-store.ts';
import { PUT_REPORT, reportOf, reportRow, type ReportRow } from '../moderation/report-row.ts';
import { SqliteArchiveTable } from './sqlite-archive-table.ts';

/** Reports, each with up to 90 KB of evidence. */
export function archivedReports(db: Database.Database) {
  const put = db.prepare<[ReportRow]>(PUT_REPORT);
  return new SqliteArchiveTable<ReportRow, StoredReport>(db, {
    columns: 'report, evidence',
    table: 'reports',
    key: 'id',
    keyOf: ({ id }) => id,
    recordOf: reportOf,
    put: (report) => put.run(reportRow(report)),
  });
}

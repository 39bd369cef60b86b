import type { Report } from '@parley/protocol';
import type { StoredReport } from './report-store.ts';

/** A report as it stands in the queue. */
export function shownReport(report: StoredReport): Report {
  const { id, time, reporter, conversation, seq, version, sender, reason, words, end } = report;
  return {
    ...{ id, time, reporter, conversation, seq, version, sender, reason, words },
    ...(end !== undefined && { end }),
  };
}

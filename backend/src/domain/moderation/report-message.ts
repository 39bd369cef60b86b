import { ParleyError, REPORT_LIMITS, type MessageReport, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { heldEvidence } from './held-evidence.ts';
import type { StoredReport } from './report-store.ts';
import { reportedEntry } from './reported-entry.ts';

type ReportContext = Pick<Context, 'conversations' | 'keys' | 'reports' | 'audit' | 'clock' | 'random'>;

const MOST = {
  ofReporter: REPORT_LIMITS.openReportsPerUser,
  ofMessage: REPORT_LIMITS.openReportsPerMessage,
  inAll: REPORT_LIMITS.openReports,
};

/**
 * Reports a message to the administrators, once a person and message: a second report answers the first. Whoever wrote it is not told.
 * @throws ParleyError `E_NOT_FOUND`, `E_TARGET`, `E_EVIDENCE`, `E_TOO_MANY_REPORTS`
 */
export async function reportMessage(
  context: ReportContext,
  reporter: Uuid,
  { evidence, ...report }: MessageReport,
): Promise<StoredReport> {
  const former = await context.reports.of(reporter, report.conversation, report.seq);
  if (former !== undefined) return former;
  const entry = await reportedEntry(context, reporter, report);
  const kept = await heldEvidence(context, entry, evidence);
  const id = context.random.uuid();
  const time = context.clock();
  const wanted = { ...report, id, time, reporter, sender: entry.sender, evidence: kept };
  const stored = await context.reports.add(wanted, MOST);
  if (stored === undefined) throw new ParleyError('E_TOO_MANY_REPORTS');
  if (stored.id === id) {
    // Neither who nor where: an administrator may be the one who is reported, and reads this.
    await record(context, { kind: 'message_reported', details: { report: id, reason: report.reason } });
  }
  return stored;
}

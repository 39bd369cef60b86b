import type { KeptEvidence } from '@parley/protocol';
import { withoutEvidence, type StoredReport } from '../../../domain/moderation/report-store.ts';
import { storedJson } from '../stored-json.ts';

/** A row of `reports`. */
export interface ReportRow {
  readonly id: string;
  readonly time: number;
  readonly reporter: string;
  readonly conversation: string;
  readonly seq: number;
  readonly sender: string;
  readonly isOpen: number;
  readonly mutedUntil: number | null;
  readonly hasNotice: number;
  /** All of it but its evidence, as JSON. */
  readonly report: string;
  readonly evidence: string | null;
}

export const PUT_REPORT = `INSERT OR REPLACE INTO reports VALUES (:id, :time, :reporter, :conversation, :seq, :sender,
  :isOpen, :mutedUntil, :hasNotice, :report, :evidence)`;

export function reportRow(report: StoredReport): ReportRow {
  const { id, time, reporter, conversation, seq, sender, end, mutedUntil, notice, evidence } = report;
  return {
    ...{ id, time, reporter, conversation, seq, sender },
    isOpen: end === undefined ? 1 : 0,
    mutedUntil: mutedUntil ?? null,
    hasNotice: notice === undefined ? 0 : 1,
    report: JSON.stringify(withoutEvidence(report)),
    evidence: evidence === undefined ? null : JSON.stringify(evidence),
  };
}

export function reportOf({
  report,
  evidence = null,
}: Pick<ReportRow, 'report'> & Partial<ReportRow>): StoredReport {
  const stored = storedJson<StoredReport>(report);
  return evidence === null ? stored : { ...stored, evidence: storedJson<KeptEvidence>(evidence) };
}

import type { KeptEvidence, Notice, Report, ReportEnd, Uuid } from '@parley/protocol';

/** A report with everything that hangs on it, so that each change of it is one step. */
export interface StoredReport extends Report {
  /** Until the report ends. */
  readonly evidence?: KeptEvidence | undefined;
  /** Until when the sender may not write because of this, in ms. */
  readonly mutedUntil?: number | undefined;
  /** What the sender is told, until they have read it. Its id is the report's. */
  readonly notice?: Omit<Notice, 'id'> | undefined;
}

/** How many reports may be open, and are refused beyond. Servers that count at the same time may exceed them by a few. */
export interface ReportBounds {
  readonly ofReporter: number;
  readonly ofMessage: number;
  readonly inAll: number;
}

/** What a decision does beside ending the report. */
export type ReportEffect = Pick<StoredReport, 'mutedUntil' | 'notice'>;

/** Reports of messages: those that wait for a decision, and what was decided. */
export interface ReportStore {
  /**
   * Stores a report, once a reporter and message.
   * @returns it, or the one that is there already; undefined if too many are open
   */
  add(report: StoredReport, most: ReportBounds): Promise<StoredReport | undefined>;
  of(reporter: Uuid, conversation: Uuid, seq: number): Promise<StoredReport | undefined>;
  find(id: Uuid): Promise<StoredReport | undefined>;
  /**
   * Without their evidence, the newest first.
   * @param after the last one that is known
   * @param reader reports of what they wrote are left out
   */
  page(
    isOpen: boolean,
    after: Uuid | undefined,
    limit: number,
    reader?: Uuid,
  ): Promise<readonly StoredReport[]>;
  /** @param reader reports of what they wrote are left out */
  countOpen(reader?: Uuid): Promise<number>;
  /**
   * Ends a report, takes its evidence away, and stores what comes of it: one step.
   * @returns the report, or undefined if it is not open
   */
  end(id: Uuid, end: ReportEnd, effect: ReportEffect): Promise<StoredReport | undefined>;
  /** Ids of open ones from before that time, the oldest first. */
  olderThan(time: number, limit: number): Promise<readonly Uuid[]>;

  /** All who may not write, each once. */
  muted(now: number): Promise<readonly Muted[]>;
  /** Whether somebody was muted. */
  unmute(uid: Uuid): Promise<boolean>;
  /** What somebody is told and has not acknowledged, the oldest first. */
  notices(uid: Uuid): Promise<readonly Notice[]>;
  /** Whether there was one. */
  acknowledge(uid: Uuid, id: Uuid): Promise<boolean>;
}

/** Somebody who may not write. */
export interface Muted {
  readonly uid: Uuid;
  /** ms */
  readonly until: number;
}

/** What stands in a queue. */
export function withoutEvidence({ evidence: _, ...report }: StoredReport): StoredReport {
  return report;
}

/** A report that ended. */
export function endedReport(report: StoredReport, end: ReportEnd, effect: ReportEffect): StoredReport {
  const { mutedUntil, notice } = effect;
  return {
    ...withoutEvidence(report),
    end,
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(notice !== undefined && { notice }),
  };
}

/** What the person who wrote is told. */
export function noticeIn({ id, notice }: StoredReport): readonly Notice[] {
  return notice === undefined ? [] : [{ id, ...notice }];
}

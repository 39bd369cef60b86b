import type { Notice, ReportEnd, Uuid } from '@parley/protocol';
import {
  endedReport,
  noticeIn,
  withoutEvidence,
  type Muted,
  type ReportBounds,
  type ReportEffect,
  type ReportStore,
  type StoredReport,
} from '../../domain/moderation/report-store.ts';

export class MemoryReportStore implements ReportStore {
  readonly #reports = new Map<Uuid, StoredReport>();

  async add(report: StoredReport, most: ReportBounds): Promise<StoredReport | undefined> {
    const { reporter, conversation, seq } = report;
    const former = this.#of(reporter, conversation, seq);
    if (former !== undefined) return former;
    const open = this.#where(({ end }) => end === undefined);
    const ofReporter = open.filter((one) => one.reporter === reporter);
    const ofMessage = open.filter((one) => one.conversation === conversation && one.seq === seq);
    if (open.length >= most.inAll) return undefined;
    if (ofReporter.length >= most.ofReporter || ofMessage.length >= most.ofMessage) return undefined;
    this.#reports.set(report.id, report);
    return report;
  }

  async of(reporter: Uuid, conversation: Uuid, seq: number): Promise<StoredReport | undefined> {
    return this.#of(reporter, conversation, seq);
  }

  async find(id: Uuid): Promise<StoredReport | undefined> {
    return this.#reports.get(id);
  }

  async page(
    isOpen: boolean,
    after: Uuid | undefined,
    limit: number,
    reader?: Uuid,
  ): Promise<readonly StoredReport[]> {
    const all = this.#where(
      ({ end, sender }) => (end === undefined) === isOpen && sender !== reader,
    ).reverse();
    const known = after === undefined ? undefined : this.#reports.get(after);
    if (after !== undefined && known === undefined) return [];
    const rest = known === undefined ? all : all.filter((one) => inOrder(one, known) < 0);
    return rest.slice(0, limit).map(withoutEvidence);
  }

  async countOpen(reader?: Uuid): Promise<number> {
    return this.#where(({ end, sender }) => end === undefined && sender !== reader).length;
  }

  async end(id: Uuid, end: ReportEnd, effect: ReportEffect): Promise<StoredReport | undefined> {
    const report = this.#reports.get(id);
    if (report === undefined || report.end !== undefined) return undefined;
    const ended = endedReport(report, end, effect);
    this.#reports.set(id, ended);
    return ended;
  }

  async olderThan(time: number, limit: number): Promise<readonly Uuid[]> {
    const old = this.#where((report) => report.end === undefined && report.time < time);
    return old.slice(0, limit).map(({ id }) => id);
  }

  async muted(now: number): Promise<readonly Muted[]> {
    const ends = new Map<Uuid, number>();
    for (const { sender, mutedUntil = 0 } of this.#reports.values())
      if (mutedUntil > Math.max(now, ends.get(sender) ?? 0)) ends.set(sender, mutedUntil);
    return [...ends].map(([uid, until]) => ({ uid, until }));
  }

  async unmute(uid: Uuid): Promise<boolean> {
    const muted = this.#where(({ sender, mutedUntil }) => sender === uid && mutedUntil !== undefined);
    for (const { mutedUntil: _, ...report } of muted) this.#reports.set(report.id, report);
    return muted.length > 0;
  }

  async notices(uid: Uuid): Promise<readonly Notice[]> {
    const told = this.#where(({ sender }) => sender === uid).flatMap(noticeIn);
    return told.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  async acknowledge(uid: Uuid, id: Uuid): Promise<boolean> {
    const report = this.#reports.get(id);
    if (report?.sender !== uid || report.notice === undefined) return false;
    const { notice: _, ...rest } = report;
    this.#reports.set(id, rest);
    return true;
  }

  #of(reporter: Uuid, conversation: Uuid, seq: number): StoredReport | undefined {
    return [...this.#reports.values()].find(
      (one) => one.reporter === reporter && one.conversation === conversation && one.seq === seq,
    );
  }

  /** The oldest first. */
  #where(fits: (report: StoredReport) => boolean): StoredReport[] {
    return [...this.#reports.values()].filter(fits).sort(inOrder);
  }
}

function inOrder(a: StoredReport, b: StoredReport): number {
  return a.time - b.time || (a.id < b.id ? -1 : Number(a.id > b.id));
}

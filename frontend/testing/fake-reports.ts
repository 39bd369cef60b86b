import type { CheckedReport, Disclosure, Reports } from '@parley/client';
import type { Notice, Report, ReportDecision, User, Uuid } from '@parley/protocol';

/** Reports of a server that answers at once. */
export class FakeReports implements Reports {
  reports: Report[] = [];
  users: User[] = [];
  /** What `details` and `disclosure` answer; a test sets them. */
  checked: CheckedReport | undefined;
  disclosed: Disclosure | undefined;
  told: Notice[] = [];
  refusal: Error | undefined;
  readonly sent: (readonly [Disclosure, string, string])[] = [];
  readonly decided: (readonly [Uuid, ReportDecision])[] = [];
  readonly unmuted: Uuid[] = [];

  async disclosure(): Promise<Disclosure> {
    if (this.disclosed === undefined) throw this.refusal ?? new Error('nothing is disclosed');
    return this.disclosed;
  }

  async send(...sent: Parameters<Reports['send']>): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    this.sent.push(sent);
  }

  async notices(): Promise<readonly Notice[]> {
    return this.told;
  }

  async acknowledge(notice: Uuid): Promise<void> {
    this.told = this.told.filter(({ id }) => id !== notice);
  }

  async page(state: 'open' | 'ended') {
    const reports = this.reports.filter(({ end }) => (end === undefined) === (state === 'open'));
    const open = this.reports.filter(({ end }) => end === undefined).length;
    return { reports, users: this.users, open };
  }

  async details(): Promise<CheckedReport> {
    if (this.checked === undefined) throw new Error('there is no such report');
    return this.checked;
  }

  async decide(id: Uuid, decision: ReportDecision): Promise<Report> {
    if (this.refusal !== undefined) throw this.refusal;
    this.decided.push([id, decision]);
    const report = this.reports.find((one) => one.id === id);
    if (report === undefined) throw new Error('there is no such report');
    const ended: Report = { ...report, end: { kind: decision.kind, time: report.time } };
    this.reports = this.reports.map((one) => (one === report ? ended : one));
    return ended;
  }

  async unmute(uid: Uuid): Promise<void> {
    this.unmuted.push(uid);
  }
}

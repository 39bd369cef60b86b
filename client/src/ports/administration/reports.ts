import type {
  MessageReport,
  Notice,
  Report,
  ReportDecision,
  ReportReason,
  ResponseOf,
  ShownEvidence,
  TextContent,
  Uuid,
} from '@parley/protocol';

/** All that a report of a message discloses. */
export interface Disclosure {
  readonly conversation: Uuid;
  /** The message. */
  readonly seq: number;
  /** The entry whose words they are: the message, or the last edit of it. */
  readonly version: number;
  readonly sender: Uuid;
  /** When that was written, in ms. */
  readonly time: number;
  readonly content: TextContent;
  /**
   * Whether the administrators can tell that the sender wrote it: because the sender's device has signed it, because the server has it anyway,
   * or not at all.
   */
  readonly proof: 'signed' | 'open' | 'none';
  readonly evidence: MessageReport['evidence'];
}

/** The device that signed a message. */
export interface SigningDevice {
  readonly id: Uuid;
  /** When its account added it, in ms. */
  readonly addedAt: number | undefined;
}

/** A report as an administrator reads it: what its evidence shows, checked in this client. */
export interface CheckedReport {
  readonly details: ResponseOf<'report'>;
  /** Undefined once the report has ended. */
  readonly shown: ShownEvidence | undefined;
  readonly device: SigningDevice | undefined;
}

/** Reports of messages: the making of one, and for administrators what comes of it. Commands need a connection. */
export interface Reports {
  /** What a report of a message would disclose, as this device holds it. @throws CodedError `E_NOT_FOUND` where it holds nothing (any more) */
  disclosure(conversation: Uuid, seq: number): Promise<Disclosure>;
  /** Discloses it to the administrators. @throws CodedError, NoAnswerError */
  send(disclosure: Disclosure, reason: ReportReason, words: string): Promise<void>;
  /** What the administrators tell the user, the oldest first. */
  notices(): Promise<readonly Notice[]>;
  acknowledge(notice: Uuid): Promise<void>;

  /** @param after the `next` of the page before */
  page(state: 'open' | 'ended', after?: Uuid): Promise<ResponseOf<'reports'>>;
  details(report: Uuid): Promise<CheckedReport>;
  decide(report: Uuid, decision: ReportDecision): Promise<Report>;
  unmute(uid: Uuid): Promise<void>;
}

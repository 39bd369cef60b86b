import { Schema } from 'mongoose';
import type { ReportDocument } from '../documents.ts';
import { schema } from '../strict-schema.ts';

/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- Mongoose itself makes options of these objects */

const Mixed = Schema.Types.Mixed;
const text = { type: String, required: true };
const number = { type: Number, required: true };

/** Reports of messages, with all that hangs on each. */
export function reportSchema(): Schema<ReportDocument> {
  const report = schema<ReportDocument>({
    _id: text,
    time: number,
    reporter: text,
    conversation: text,
    seq: number,
    version: number,
    sender: text,
    reason: text,
    words: { type: String, default: '' },
    end: Mixed,
    evidence: Mixed,
    mutedUntil: Number,
    notice: Mixed,
  });
  report.index({ conversation: 1, seq: 1, reporter: 1 }, { unique: true });
  report.index({ end: 1, time: -1, _id: -1 });
  report.index({ reporter: 1, end: 1 });
  report.index({ mutedUntil: 1 }, { partialFilterExpression: { mutedUntil: { $exists: true } } });
  report.index({ sender: 1, 'notice.time': 1 });
  return report;
}

import type { ReportReason } from '@parley/protocol';

/** The reasons of reports, in the order in which they are offered. */
export const REPORT_REASONS: readonly { readonly value: ReportReason; readonly label: string }[] = [
  { value: 'spam', label: 'Spam or a scam' },
  { value: 'harassment', label: 'Harassment or threats' },
  { value: 'hate', label: 'Hate' },
  { value: 'sexual', label: 'Sexual content' },
  { value: 'violence', label: 'Violence' },
  { value: 'illegal', label: 'Something illegal' },
  { value: 'other', label: 'Something else' },
];

/** A reason in words; one of a later version is none that this page knows. */
export function reasonText(reason: string): string {
  return REPORT_REASONS.find(({ value }) => value === reason)?.label ?? 'Another reason';
}

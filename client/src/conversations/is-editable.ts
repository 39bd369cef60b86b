import type { MessageItem } from './timeline.ts';

/** Whether its text can be changed by whoever wrote it: what was forwarded are another one's words. */
export function isEditable({ own, seq, content }: MessageItem): boolean {
  return own && seq !== undefined && content !== undefined && content.forwardedFrom === undefined;
}

import type { MessageItem } from '../../model/timeline.ts';

/** Whether the sender may edit the message: forwarded text is somebody else's. */
export function isEditable({ own, seq, content }: MessageItem): boolean {
  return own && seq !== undefined && content !== undefined && content.forwardedFrom === undefined;
}

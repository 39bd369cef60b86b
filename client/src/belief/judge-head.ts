import { bytesOf, CHAIN_START, inRanges, type EnvelopeHeader, type Range } from '@parley/protocol';
import { sameBytes } from '../crypto/same-bytes.ts';

/** A head further below its entry than this makes the window grow by itself. */
const NEAR = 50;

/** What is held of a log. */
export interface HeldLog {
  /** The first entry of the window. */
  readonly first: number;
  /** What this user may not read. */
  readonly hidden: readonly Range[];
  /** The chain at an entry, in base64; undefined where it is not held. */
  readonly chain: (seq: number) => string | undefined;
}

export type HeadVerdict =
  | { readonly kind: 'agrees' }
  /** The sender saw another log than this one. */
  | { readonly kind: 'differs' }
  /** It lies before the window. @param growsWindow whether the window grows for it by itself */
  | { readonly kind: 'later'; readonly growsWindow: boolean }
  /** It is hidden from this user, who will never know. */
  | { readonly kind: 'hidden' };

/** Holds the head of the log that a sender saw against one's own. @param seq of their entry */
export function judgeHead(head: EnvelopeHeader['log'], seq: number, log: HeldLog): HeadVerdict {
  if (inRanges(log.hidden, head.seq)) return { kind: 'hidden' };
  const chain = head.seq === 0 ? CHAIN_START : log.chain(head.seq);
  if (chain !== undefined)
    return sameBytes(bytesOf(chain), head.chain) ? { kind: 'agrees' } : { kind: 'differs' };
  return { kind: 'later', growsWindow: head.seq < log.first && seq - head.seq > NEAR };
}

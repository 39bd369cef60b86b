import type { Content, EnvelopeRefusal } from '@parley/protocol';

/** What an entry says, or why that cannot be told. What is wrong in itself is judged once; all else is tried again when keys or entries come. */
export type OpenedEntry =
  | { readonly kind: 'content'; readonly content: Content }
  /** A deletion or a pin, by somebody who had the right to it. */
  | { readonly kind: 'counts' }
  /** It does not count: what its envelope says does not hold, or its sender is not believed. */
  | { readonly kind: 'refused'; readonly refusal: string }
  /** It does not open with the key of its epoch. */
  | { readonly kind: 'broken'; readonly refusal: EnvelopeRefusal }
  /** The key of its epoch was not sealed to this account, or not by a key that it still has. */
  | { readonly kind: 'noKey'; readonly epoch: number }
  /** A key log is needed to judge it that is not held yet. */
  | { readonly kind: 'unjudged'; readonly refusal?: string }
  /** It opened, and says something that only a newer version understands. */
  | { readonly kind: 'unreadable' };

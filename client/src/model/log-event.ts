import type { HeldEntry } from './held-entry.ts';

/** What happened to the window of a conversation. */
export type LogEvent =
  | { readonly kind: 'appended'; readonly entries: readonly HeldEntry[] }
  /** These held entries were opened. */
  | { readonly kind: 'opened'; readonly entries: readonly HeldEntry[] }
  | { readonly kind: 'prepended' }
  /** The window was replaced: the view has to read it anew. */
  | { readonly kind: 'replaced' }
  /** The server came back without entries that it had acknowledged. */
  | { readonly kind: 'diverged' };

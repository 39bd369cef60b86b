import type { Hook, Uuid } from '@parley/protocol';

interface Common {
  readonly id: Uuid;
  readonly conversation: Uuid;
  readonly name: string;
  readonly createdBy: Uuid;
  /** ms */
  readonly createdAt: number;
  readonly lastSuccessAt?: number | undefined;
  readonly lastError?: NonNullable<Hook['lastError']> | undefined;
}

export interface IncomingHook extends Common {
  readonly kind: 'incoming';
  /** The account of kind machine that it speaks through. */
  readonly author: Uuid;
  /** The secret in its address is not stored. */
  readonly secretHash: string;
}

export interface OutgoingHook extends Common {
  readonly kind: 'outgoing';
  readonly url: string;
  /** In lower case. */
  readonly words: readonly string[];
  /** What its requests are signed with. */
  readonly secret: string;
}

export type StoredHook = IncomingHook | OutgoingHook;

/** What came of using a hook. */
export type HookOutcome =
  | { readonly kind: 'success'; readonly time: number }
  | { readonly kind: 'error'; readonly time: number; readonly message: string };

/** A hook after an outcome. */
export function hookAfter<Kind extends StoredHook>(hook: Kind, outcome: HookOutcome): Kind {
  if (outcome.kind === 'success') return { ...hook, lastSuccessAt: outcome.time };
  return { ...hook, lastError: { time: outcome.time, message: outcome.message } };
}

/** A hook as its page shows it, without secrets. */
export function shownHook(hook: StoredHook): Hook {
  const { id, kind, name, createdBy, createdAt, lastSuccessAt, lastError } = hook;
  return {
    ...{ id, kind, name, createdBy, createdAt },
    ...(hook.kind === 'incoming' ? { author: hook.author } : { url: hook.url, words: [...hook.words] }),
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    ...(lastError !== undefined && { lastError }),
  };
}

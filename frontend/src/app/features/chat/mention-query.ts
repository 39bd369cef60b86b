import type { User } from '@parley/protocol';
import { search } from '@parley/protocol/core';

/** A mention that is being typed: what stands after the `@`, and where the `@` is. */
export interface MentionQuery {
  readonly at: number;
  readonly typed: string;
}

/** The mention before the caret, if one is being typed there. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | undefined {
  const match = /(?:^|[^\p{L}\p{N}/.@])@([\p{L}\p{M}\p{N}_-]{0,30})$/u.exec(text.slice(0, caret));
  const typed = match?.[1];
  return typed === undefined ? undefined : { at: caret - typed.length - 1, typed };
}

/** Whom it could mean, by username and name; the very username first. */
export function mentionable(users: readonly User[], { typed }: MentionQuery, most = 6): User[] {
  return search(users, typed, ({ username, displayName }) => ({ username, name: displayName })).slice(
    0,
    most,
  );
}

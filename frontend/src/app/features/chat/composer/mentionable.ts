import type { User } from '@parley/protocol';
import { search } from '@parley/protocol/core';
import type { MentionQuery } from './mention-query.ts';

/** Candidates by username and name; the exact username first. */
export function mentionable(users: readonly User[], { typed }: MentionQuery, most = 6): User[] {
  return search(users, typed, ({ username, displayName }) => ({ username, name: displayName })).slice(
    0,
    most,
  );
}

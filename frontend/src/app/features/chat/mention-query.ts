import type { User } from '@parley/protocol';

/** A mention that is being typed: what stands after the `@`, and where the `@` is. */
export interface MentionQuery {
  readonly at: number;
  readonly typed: string;
}

/** The mention before the caret, if one is being typed there. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | undefined {
  const match = /(?:^|[^\p{L}\p{N}/.@])@([A-Za-z0-9_-]{0,30})$/u.exec(text.slice(0, caret));
  const typed = match?.[1];
  return typed === undefined ? undefined : { at: caret - typed.length - 1, typed };
}

/** Whom it could mean: by the beginning of the username or of a word of the name. */
export function mentionable(users: readonly User[], { typed }: MentionQuery, most = 6): User[] {
  const start = typed.toLocaleLowerCase();
  return users
    .filter(({ username, displayName }) =>
      [username, ...displayName.split(/\s+/)].some((word) => word.toLocaleLowerCase().startsWith(start)),
    )
    .slice(0, most);
}

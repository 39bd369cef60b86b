/** A mention being typed: the text after the `@`, and the position of the `@`. */
export interface MentionQuery {
  readonly at: number;
  readonly typed: string;
}

/** The mention before the caret, if one is being typed. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | undefined {
  const match = /(?:^|[^\p{L}\p{N}/.@])@([\p{L}\p{M}\p{N}_-]{0,30})$/u.exec(text.slice(0, caret));
  const typed = match?.[1];
  return typed === undefined ? undefined : { at: caret - typed.length - 1, typed };
}

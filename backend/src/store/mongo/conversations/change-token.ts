/** The stamp up to which a user knows all changes; in the middle of paging, also where the last page ended. */
export interface ChangeToken {
  /** ms */
  readonly known: number;
  readonly cursor?: ChangeCursor | undefined;
}

export interface ChangeCursor {
  /** ms */
  readonly changed: number;
  readonly conversation: string;
}

const TOKEN = /^([0-9a-f]{8})\.(\d{1,15})(?:\.(\d{1,15})\.([0-9a-f-]{36}))?$/;

/**
 * @param epoch of the database: a token of another epoch is invalid
 */
export function formatToken(epoch: string, { known, cursor }: ChangeToken): string {
  const end = cursor === undefined ? '' : `.${cursor.changed}.${cursor.conversation}`;
  return `${epoch}.${known}${end}`;
}

/** Undefined for an invalid token, or one of another database. */
export function parseToken(epoch: string, token: string | undefined): ChangeToken | undefined {
  const [, theirs, known, changed, conversation] = TOKEN.exec(token ?? '') ?? [];
  if (theirs !== epoch) return undefined;
  return {
    known: Number(known),
    ...(conversation !== undefined && { cursor: { changed: Number(changed), conversation } }),
  };
}

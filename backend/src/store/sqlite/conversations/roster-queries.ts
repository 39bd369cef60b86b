import { ENTRY_COLUMNS } from './entry-row.ts';

/** The conditions of the indexes of these entries, word for word: otherwise SQLite reads the whole log. */
const KIND = "json_extract(body, '$.kind')";
const MAY_BE_LISTED = `message = 0 AND ${KIND} IN
  ('created', 'added', 'removed', 'left', 'roleChanged', 'ruled', 'rekeyed', 'renamed', 'ended', 'keys')`;
/** Of the keys, only the first belong to the roster list. */
const FIRST = `json_extract(body, '$.epoch') = 1 AND json_extract(body, '$.part') = 1`;
const IS_LISTED = `(${KIND} <> 'keys' OR (${FIRST}))`;
const IS_KEYS = `message = 0 AND ${KIND} = 'keys'`;

/** The roster list (`isInRosterList`) of a conversation, from and to a place. */
export const ROSTER = `SELECT ${ENTRY_COLUMNS} FROM entries
  WHERE conversation = ? AND ${MAY_BE_LISTED} AND ${IS_LISTED} AND seq BETWEEN ? AND ? ORDER BY seq`;

/** The place of the last entry of the kinds of `ROSTER_KINDS`, of a conversation, up to a place. */
export const LAST_OF_ROSTER = `SELECT seq FROM entries
  WHERE conversation = ? AND ${MAY_BE_LISTED} AND seq <= ? AND ${KIND} NOT IN ('renamed', 'ended', 'keys')
  ORDER BY seq DESC LIMIT 1`;

/** The keys of an epoch of a conversation. */
export const KEYS = `SELECT ${ENTRY_COLUMNS} FROM entries
  WHERE conversation = ? AND ${IS_KEYS} AND json_extract(body, '$.epoch') = ? ORDER BY seq`;

import { searchText } from '@parley/protocol';
import type Database from 'better-sqlite3';

/**
 * The directory of rooms, in the order of their activity; its index covers all that a page compares, so the key has a column of its own. Rooms that are deleted
 * say when, and up to which entry they are erased. `room_activity` has one row: the token of the last change of which the directory knows the activity.
 */
const SCHEMA = `
CREATE TABLE rooms (
  conversation INTEGER NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  active INTEGER NOT NULL,
  ended INTEGER,
  erased INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX rooms_by_activity ON rooms (active, conversation, text, ended) WHERE ended IS NULL;
CREATE INDEX rooms_ended ON rooms (ended) WHERE ended IS NOT NULL;
CREATE TABLE room_activity (token TEXT) STRICT;
INSERT INTO room_activity VALUES (NULL);
`;

interface Room {
  readonly conversation: number;
  readonly name: string;
  readonly active: number;
  readonly ended: number | null;
}

/** Those that exist already, with their last message or else their beginning. A damaged log may lack both, or all: its room is the last in the list. */
const EXISTING = `
SELECT conversation, state ->> 'name' AS name,
  coalesce(
    (SELECT time FROM entries AS e WHERE e.conversation = s.conversation AND message = 1 ORDER BY seq DESC LIMIT 1),
    (SELECT time FROM entries AS e WHERE e.conversation = s.conversation AND seq = 1),
    0) AS active,
  iif(state ->> 'ended',
    coalesce((SELECT time FROM entries AS e WHERE e.conversation = s.conversation ORDER BY seq DESC LIMIT 1), 0),
    NULL) AS ended
FROM snapshots AS s WHERE state ->> 'visibility' = 'public' AND state ->> 'type' = 'group'`;

export function roomDirectory(db: Database.Database): void {
  db.exec(SCHEMA);
  const insert = db.prepare<[number, string, number, number | null]>(
    'INSERT INTO rooms (conversation, text, active, ended) VALUES (?, ?, ?, ?)',
  );
  for (const { conversation, name, active, ended } of db.prepare<[], Room>(EXISTING).all())
    insert.run(conversation, searchText({ name }), active, ended);
}

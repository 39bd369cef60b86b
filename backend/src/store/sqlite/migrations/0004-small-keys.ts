import { copyLogs } from './copy-logs.ts';
import type { Rewrite } from './migration.ts';

/**
 * Numbers take the place of conversations' and users' UUIDs, and bytes the place of text. Entries stand in the order of
 * arrival: a commit of messages appends to one end of the table and touches few pages of its two indexes, because the ids
 * of messages rise with time. What all members see of a conversation is derived from its last entry, so that a commit
 * writes nothing else.
 *
 * The index by id ends with the sender: entries of older databases may share an id, if two senders chose the same.
 * `message` and `edited` are what queries ask of bodies. `touches` numbers changes beside the log that all members see.
 */
const schema = `
CREATE TABLE uuids (number INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE) STRICT;

CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  id BLOB NOT NULL,
  sender INTEGER NOT NULL,
  time INTEGER NOT NULL,
  count INTEGER NOT NULL,
  chain BLOB NOT NULL,
  message INTEGER NOT NULL,
  edited INTEGER,
  body TEXT,
  sealed INTEGER,
  erased INTEGER NOT NULL,
  payload BLOB
) STRICT;
CREATE UNIQUE INDEX entries_by_seq ON entries (conversation, seq);
CREATE UNIQUE INDEX entries_by_id ON entries (conversation, id, sender);
CREATE INDEX edits_by_message ON entries (conversation, edited) WHERE edited IS NOT NULL;

CREATE TABLE snapshots (conversation INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
CREATE TABLE touches (conversation INTEGER PRIMARY KEY, change INTEGER NOT NULL) STRICT;

CREATE TABLE members (
  conversation INTEGER NOT NULL,
  user INTEGER NOT NULL,
  present INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  read INTEGER NOT NULL,
  muted INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL,
  PRIMARY KEY (conversation, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_user ON members (user);

-- One row. Tokens carry the epoch: a restored backup gets a new one, because it counts changes anew.
CREATE TABLE changes (epoch TEXT NOT NULL, number INTEGER NOT NULL) STRICT;
INSERT INTO changes VALUES (lower(hex(randomblob(8))), 0);
`;

export const smallKeys: Rewrite = {
  replaced: ['entries', 'conversations', 'snapshots', 'members', 'changes'],
  schema,
  copy: copyLogs,
};

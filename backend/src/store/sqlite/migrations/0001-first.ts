/**
 * Entries are clustered by (conversation, seq), so that a page of a log is read in one go however long the log is, and
 * however many others grew meanwhile; payloads are short enough to be stored in the tree itself.
 *
 * `conversations` changes with every entry and is small; `snapshots` can be large and changes with the membership.
 * `members` is an index over the logs, with each user's own data about a conversation.
 */
export const first = `
CREATE TABLE entries (
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  sender TEXT NOT NULL,
  time INTEGER NOT NULL,
  count INTEGER NOT NULL,
  chain TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  payload_kind TEXT,
  erased INTEGER NOT NULL DEFAULT 0,
  payload BLOB,
  PRIMARY KEY (conversation, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entries_by_id ON entries (conversation, sender, id);
CREATE INDEX edits_by_target ON entries (conversation, body ->> 'target') WHERE kind = 'edit';

CREATE TABLE conversations (
  conversation TEXT PRIMARY KEY,
  head INTEGER NOT NULL,
  count INTEGER NOT NULL,
  chain TEXT NOT NULL,
  grown INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_by_growth ON conversations (grown);

CREATE TABLE snapshots (conversation TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;

CREATE TABLE members (
  conversation TEXT NOT NULL,
  uid TEXT NOT NULL,
  present INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  read INTEGER NOT NULL,
  muted INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL,
  PRIMARY KEY (conversation, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_uid ON members (uid);

CREATE TABLE users (
  uid TEXT PRIMARY KEY,
  username TEXT NOT NULL,
  username_lower TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  about TEXT NOT NULL,
  colour INTEGER,
  admin INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  credential TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen INTEGER
) STRICT;
CREATE TABLE blocks (
  uid TEXT NOT NULL,
  blocked TEXT NOT NULL,
  PRIMARY KEY (uid, blocked)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  sid TEXT PRIMARY KEY,
  uid TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_uid ON sessions (uid);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE challenges (
  number INTEGER PRIMARY KEY,
  challenge TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX challenges_by_end ON challenges (expires_at);

CREATE TABLE resets (
  uid TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  admin INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  created_by TEXT,
  used_by TEXT
) STRICT;
CREATE INDEX invitations_by_maker ON invitations (created_by);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  time INTEGER NOT NULL,
  uid TEXT,
  address TEXT,
  details TEXT,
  chain TEXT NOT NULL
) STRICT;

-- One row. Tokens carry the epoch: a restored backup gets a new one, because it counts changes anew.
CREATE TABLE changes (epoch TEXT NOT NULL, number INTEGER NOT NULL) STRICT;
INSERT INTO changes VALUES (lower(hex(randomblob(8))), 0);
`;

/** Key logs and vaults of accounts. A former vault is one that an identity reset has replaced. */
export const keys = `
CREATE TABLE key_logs (
  uid TEXT NOT NULL,
  seq INTEGER NOT NULL,
  entry TEXT NOT NULL,
  signatures TEXT NOT NULL,
  PRIMARY KEY (uid, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE vaults (
  uid TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  box TEXT NOT NULL,
  wraps TEXT NOT NULL
) STRICT;
CREATE TABLE former_vaults (
  uid TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  box TEXT NOT NULL,
  wraps TEXT NOT NULL,
  PRIMARY KEY (uid, version)
) STRICT;
CREATE TABLE pairings (uid TEXT PRIMARY KEY, wrap TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
CREATE INDEX pairings_by_end ON pairings (expires_at);
`;

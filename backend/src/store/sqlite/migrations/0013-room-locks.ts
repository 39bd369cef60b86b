/** By what the passwords of rooms are checked, under the id of the entry that set each. */
export const roomLocks = `
CREATE TABLE room_locks (
  key TEXT PRIMARY KEY,
  conversation TEXT NOT NULL,
  id TEXT NOT NULL,
  credential TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX room_locks_of_room ON room_locks (conversation);
`;

/** Which room has which name, by what names are compared by. */
export const roomNames = `
CREATE TABLE room_names (
  folded TEXT PRIMARY KEY,
  conversation TEXT NOT NULL,
  id TEXT NOT NULL,
  sender TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

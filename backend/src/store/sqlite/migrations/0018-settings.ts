/** What administrators set while the server runs: one document, which counts its versions. */
export const settings = `
CREATE TABLE settings (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

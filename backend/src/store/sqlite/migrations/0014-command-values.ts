/** What commands of the deployment keep, by command and key. */
export const commandValues = `
CREATE TABLE command_values (
  place TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

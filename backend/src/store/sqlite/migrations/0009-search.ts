/**
 * How far the index of messages' words reaches, and of which version its words are; it has one row. The index itself is made
 * by `search-index.ts` when a server opens the database, and filled while it runs.
 */
export const search = `
CREATE TABLE search_index (version INTEGER NOT NULL, cursor INTEGER NOT NULL) STRICT;
INSERT INTO search_index VALUES (0, 0);
`;

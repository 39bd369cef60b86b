/** Accounts of machines, and the scopes of their sessions: JSON, null for people. A suspended session lives on when it is resumed. */
export const machines = `
ALTER TABLE users ADD COLUMN machine TEXT;
CREATE INDEX users_machines ON users (uid) WHERE machine IS NOT NULL;
ALTER TABLE sessions ADD COLUMN granted TEXT;
ALTER TABLE sessions ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
`;

/** By whose invitation an account came, and when one was removed; whether there is something of it left to erase. */
export const accounts = `
ALTER TABLE users ADD COLUMN invited_by TEXT;
ALTER TABLE users ADD COLUMN deleted_at INTEGER;
ALTER TABLE users ADD COLUMN deleting INTEGER NOT NULL DEFAULT 0;
CREATE INDEX users_deleting ON users (uid) WHERE deleting = 1;
UPDATE users SET invited_by = invitations.created_by FROM invitations WHERE invitations.used_by = users.uid;
CREATE INDEX invitations_by_time ON invitations (created_at, id);
`;

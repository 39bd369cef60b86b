/** Webhooks, and what outgoing ones have to send. */
export const hooks = `
CREATE TABLE hooks (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  conversation TEXT NOT NULL,
  secret_hash TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  hook TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX hooks_of_conversation ON hooks (conversation);
CREATE TABLE hook_deliveries (
  id TEXT PRIMARY KEY,
  hook TEXT NOT NULL,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_of_hook ON hook_deliveries (hook);
CREATE INDEX deliveries_due ON hook_deliveries (due_at);
`;

/** Reports of messages: what stands in the queue, and apart from it the evidence, which goes when a report ends. */
export const reports = `
CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  reporter TEXT NOT NULL,
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  sender TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  muted_until INTEGER,
  has_notice INTEGER NOT NULL,
  report TEXT NOT NULL,
  evidence TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reports_once ON reports (conversation, seq, reporter);
CREATE INDEX reports_in_order ON reports (is_open, time, id);
CREATE INDEX reports_of_reporter ON reports (reporter, is_open);
CREATE INDEX reports_muting ON reports (sender, muted_until) WHERE muted_until IS NOT NULL;
CREATE INDEX reports_noticed ON reports (sender) WHERE has_notice = 1;
`;

/** Finds the entries that say who is in a conversation, and the keys of an epoch, without reading the log. */
export const epochs = `
CREATE INDEX roster_entries ON entries (conversation, seq) WHERE message = 0 AND json_extract(body, '$.kind') IN
  ('created', 'added', 'removed', 'left', 'roleChanged', 'ruled', 'rekeyed', 'renamed', 'ended', 'keys');
CREATE INDEX keys_by_epoch ON entries (conversation, json_extract(body, '$.epoch'), seq)
  WHERE message = 0 AND json_extract(body, '$.kind') = 'keys';
`;

/** Each outgoing webhook has a line of its own, and webhooks are counted by who made them. */
export const hookLines = `
DROP INDEX deliveries_of_hook;
CREATE INDEX deliveries_of_hook ON hook_deliveries (hook, due_at);
CREATE INDEX hooks_of_kind ON hooks (kind);
CREATE INDEX hooks_of_maker ON hooks (hook ->> 'createdBy');
`;

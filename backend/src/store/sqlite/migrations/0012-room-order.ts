/** Who is banned from a room, until when a member is muted, and when they wrote last where slow mode is on (both in ms). */
export const roomOrder = `
ALTER TABLE members ADD COLUMN banned INTEGER;
ALTER TABLE members ADD COLUMN muted_until INTEGER;
ALTER TABLE members ADD COLUMN last_sent INTEGER;
CREATE INDEX room_banned ON members (conversation) WHERE banned = 1;
`;

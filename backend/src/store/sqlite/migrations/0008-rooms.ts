/**
 * Who is in a room stands in its rows of `members` alone: where each joined last, and left or was removed after that. Rows of
 * other conversations have neither. The lowest mark of a room is found without reading all its rows.
 */
export const rooms = `
ALTER TABLE members ADD COLUMN joined INTEGER;
ALTER TABLE members ADD COLUMN departed INTEGER;
CREATE INDEX room_delivered ON members (conversation, delivered) WHERE joined IS NOT NULL AND present = 1;
CREATE INDEX room_read ON members (conversation, read) WHERE joined IS NOT NULL AND present = 1;
`;

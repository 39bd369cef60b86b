/** An invitation's note and time of use, and signatures of audit records. */
export const useAndSignatures = `
ALTER TABLE invitations ADD COLUMN label TEXT;
ALTER TABLE invitations ADD COLUMN used_at INTEGER;
ALTER TABLE audit ADD COLUMN signature TEXT;
`;

/** What an invitation is for and when it was used, and who vouches for a record of the audit log. */
export const useAndSignatures = `
ALTER TABLE invitations ADD COLUMN label TEXT;
ALTER TABLE invitations ADD COLUMN used_at INTEGER;
ALTER TABLE audit ADD COLUMN signature TEXT;
`;

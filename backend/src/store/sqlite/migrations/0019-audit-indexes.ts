/** Pages of the audit log come by index in the order of time, also those of one kind, person or address. */
export const auditIndexes = `
CREATE INDEX audit_time ON audit (time, seq);
CREATE INDEX audit_kind ON audit (kind, time, seq);
CREATE INDEX audit_uid ON audit (uid, time, seq) WHERE uid IS NOT NULL;
CREATE INDEX audit_address ON audit (address, time, seq) WHERE address IS NOT NULL;
`;

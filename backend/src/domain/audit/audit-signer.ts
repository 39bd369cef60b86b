/** The head of the audit log: the chain at a record covers all records before it. */
export interface AuditHead {
  readonly seq: number;
  readonly chain: string;
}

/** Signs heads of the audit log with a key that is not in the database. */
export interface AuditSigner {
  sign(head: AuditHead): string;
  /** `unknown`: signed with a key that this server does not have. */
  verify(head: AuditHead, signature: string): 'good' | 'bad' | 'unknown';
}

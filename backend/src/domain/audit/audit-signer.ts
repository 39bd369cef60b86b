/** Where the audit log stands: the chain at a record covers all before it. */
export interface AuditHead {
  readonly seq: number;
  readonly chain: string;
}

/** Vouches for heads of the audit log with a key that is not in the database. */
export interface AuditSigner {
  sign(head: AuditHead): string;
  /** `unknown`: made with a key that this server does not have. */
  verify(head: AuditHead, signature: string): 'good' | 'bad' | 'unknown';
}

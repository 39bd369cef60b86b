import type { AuditCheck, AuditFilter, Finding, RequestOf, ResponseOf } from '@parley/protocol';

/** What administrators see of the server. Commands need a connection and fail with a `CodedError`. */
export interface Administration {
  /** The newest records first. @param before the `next` of the page before */
  readAudit(filter: AuditFilter, before?: number): Promise<ResponseOf<'readAudit'>>;
  /** All records that fit, as a file. */
  exportAudit(filter: AuditFilter, format: RequestOf<'exportAudit'>['format']): Promise<Blob>;
  /** Checks the whole log. @param told how far it is */
  checkAudit(told: (check: AuditCheck) => void): Promise<Finding>;
}

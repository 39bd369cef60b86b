import type { Config } from '../config/config.ts';
import { auditSecretsOf } from '../config/signing-secrets.ts';
import type { AuditStore } from '../domain/audit/audit-store.ts';
import { withAuditFile } from '../security/audit/audit-file.ts';
import { auditKeys } from '../security/audit/audit-keys.ts';
import { signedAudit } from '../security/audit/signed-audit.ts';

/** The audit log as the server writes it: signed, and also into SECURITY_LOG_FILE. */
export function operatorAudit(store: AuditStore, config: Config): AuditStore {
  const { securityLogFile: file } = config;
  const signed = signedAudit(store, auditKeys(auditSecretsOf(config)));
  const failed = (error: unknown) => console.error(`${file ?? ''} can't be written:`, error);
  return file === undefined ? signed : withAuditFile(signed, file, failed);
}

import { auditSecretsOf } from '../config/signing-secrets.ts';
import type { Config } from '../config/config.ts';
import { describeProblem, type AuditComplaint } from '../domain/audit/describe-problem.ts';
import { describeVerdict } from '../domain/audit/describe-verdict.ts';
import { KnownHeads } from '../domain/audit/known-heads.ts';
import { verifyAudit, type AuditVerdict } from '../domain/audit/verify-audit.ts';
import { auditKeys } from '../security/audit/audit-keys.ts';
import { readAuditFile, type AuditFile } from '../security/audit/read-audit-file.ts';
import { operate } from './operate.ts';
import { readArguments } from './read-arguments.ts';

// `npm run verify-audit`: checks that the audit log is as it was written.
readArguments('npm run verify-audit', {});
await operate(async (context, config) => {
  const file = config.securityLogFile === undefined ? undefined : await readAuditFile(config.securityLogFile);
  const signer = auditKeys(auditSecretsOf(config));
  const verdict = await verifyAudit(context.audit, signer, new KnownHeads(file?.records));
  if (verdict.problem !== undefined) throw new Error(complaint(describeProblem(verdict.problem), verdict));
  return describeVerdict(verdict, comparing(config, file)).says;
});

function complaint({ says, remedy }: AuditComplaint, { sound }: AuditVerdict): string {
  return `${says}\nThe ${sound} records before it are intact. ${remedy}`;
}

/** @throws Error if there should be a log file to compare with, but there is none */
function comparing({ securityLogFile: name }: Config, file: AuditFile | undefined): string {
  if (file === undefined)
    return 'Whether the newest were cut off cannot be seen without SECURITY_LOG_FILE, best kept on another machine.';
  if (file.records.length === 0)
    throw new Error(
      `${name ?? ''} is missing or empty, so it cannot be seen whether the newest records were cut off. ` +
        'Set SECURITY_LOG_FILE to the file that it was moved to, and try again.',
    );
  const unreadable = file.unreadable === 0 ? '' : ` ${file.unreadable} of its lines are no records.`;
  return `They agree with the ${file.records.length} records in ${name ?? ''}.${unreadable}`;
}

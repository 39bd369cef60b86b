import { existsSync } from 'node:fs';
import type { Config } from '../../../backend/src/config/config.ts';
import { auditSecretsOf } from '../../../backend/src/config/signing-secrets.ts';
import type { ArchiveTable } from '../../../backend/src/domain/archive/archive.ts';
import type { AuditRecord } from '../../../backend/src/domain/audit/audit-store.ts';
import { KnownHeads } from '../../../backend/src/domain/audit/known-heads.ts';
import { verifyAudit, type AuditVerdict } from '../../../backend/src/domain/audit/verify-audit.ts';
import { auditKeys } from '../../../backend/src/security/audit/audit-keys.ts';
import { describeProblem } from '../../../backend/src/domain/audit/describe-problem.ts';
import { type Finding, fine, problem } from '../finding.ts';
import { privacy } from '../privacy.ts';

type Keys = Pick<Config, 'audit' | 'jwt'>;
type Records = Pick<ArchiveTable<AuditRecord>, 'page'>;

/** Whether the audit log is as it was written, with the keys that are here. Unlike the server, it makes no key. */
export async function checkAudit(records: Records, keys: Keys): Promise<readonly Finding[]> {
  const { key, previous } = keys.audit;
  const file = keyFile(keys);
  if (file !== undefined && !existsSync(file)) return [await withoutFile(file, records, previous)];
  // The secret of the tokens has a check of its own.
  const own = key === 'tokens' ? undefined : file;
  return [await withKeys(records, keys), ...(own === undefined ? [] : [privacy(own)])];
}

function keyFile({ audit: { key }, jwt }: Keys): string | undefined {
  const source = key === 'tokens' ? jwt : key;
  return 'file' in source ? source.file : undefined;
}

/** Nothing is missing if the key was moved into AUDIT_KEY_PREVIOUS, to replace it by a new one. */
async function withoutFile(file: string, records: Records, previous: readonly string[]): Promise<Finding> {
  const [first, ...others] = previous;
  const verdict = first && (await verify(records, [first, ...others]));
  if (verdict && verdict.problem?.kind !== 'unknownKey') return finding(verdict);
  return problem(
    `${file} is missing, the key that signed the audit log.`,
    'Put it back from a copy of that folder before you start the server, which would create a new one. ' +
      'If it is lost, the signatures until now can no longer be checked.',
  );
}

async function withKeys(records: Records, keys: Keys): Promise<Finding> {
  try {
    return finding(await verify(records, auditSecretsOf(keys)));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return problem(`The audit log cannot be checked. ${cause}`, 'Put the file back from a copy first.');
  }
}

function verify(records: Records, secrets: readonly [string, ...string[]]): Promise<AuditVerdict> {
  const after = (seq: number, limit: number) => records.page(String(seq), limit);
  return verifyAudit({ after }, auditKeys(secrets), new KnownHeads());
}

function finding({ sound, problem: found }: AuditVerdict): Finding {
  if (found === undefined) return fine(`All ${sound} records of the audit log are intact and signed.`);
  const { says, remedy } = describeProblem(found);
  return problem(says, remedy);
}

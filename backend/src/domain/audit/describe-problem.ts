import type { AuditProblem } from './audit-problem.ts';

/** What is wrong with the audit log, and what to do about it. */
export interface AuditComplaint {
  readonly says: string;
  readonly remedy: string;
}

const COMPARE = 'Compare the log with a backup.';

/** In words. */
export function describeProblem(problem: AuditProblem): AuditComplaint {
  switch (problem.kind) {
    case 'empty':
      return {
        says: 'The audit log is empty. Every server writes into it when it first starts, so somebody has emptied it.',
        remedy: COMPARE,
      };
    case 'changed':
      return {
        says: `Record ${problem.at} of the audit log was changed, or the one before it was taken out.`,
        remedy: COMPARE,
      };
    case 'forged':
      return {
        says: `Record ${problem.at} of the audit log was not signed by this server: somebody has rewritten the log from there or earlier.`,
        remedy: COMPARE,
      };
    case 'unknownKey':
      return {
        says: `Record ${problem.at} of the audit log is signed with the key ${problem.key}, which this server does not have.`,
        remedy:
          'If AUDIT_KEY, the file audit-key or, on MongoDB without AUDIT_KEY, JWT_SECRET was changed, ' +
          'set AUDIT_KEY_PREVIOUS to the earlier one. Otherwise somebody has rewritten the log.',
      };
    case 'unsigned':
      return {
        says: `Record ${problem.at} of the audit log is not signed.`,
        remedy:
          'After an update from a Parley without signatures, start every server once. ' +
          'Otherwise somebody has taken signatures out.',
      };
    case 'rewritten':
      return {
        says: `Record ${problem.at} of the audit log is another one than in SECURITY_LOG_FILE: the log was rewritten, or an older backup was put in place by hand.`,
        remedy: COMPARE,
      };
    case 'cutOff':
      return {
        says:
          `Records ${problem.from} to ${problem.to} of the audit log are in SECURITY_LOG_FILE and not in the database: the newest were ` +
          'cut off, or an older backup was put in place without npm run restore.',
        remedy: COMPARE,
      };
  }
}

import type { AuditProblem } from '../domain/audit/audit-problem.ts';

/** The result of an audit check in sentences, and what to do about it. */
export function describeRecord(problem: AuditProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'The audit log is empty. Every server writes into it when it first starts, so somebody has emptied it.';
    case 'changed':
      return `Record ${problem.at} of the audit log was changed, or the one before it was taken out.`;
    case 'forged':
      return `Record ${problem.at} of the audit log was not signed by this server: somebody has rewritten the log from there or earlier.`;
    case 'unknownKey':
      return (
        `Record ${problem.at} of the audit log is signed with the key ${problem.key}, which this server does not have. ` +
        'If the key was changed, set AUDIT_KEY_PREVIOUS to the earlier one. Otherwise somebody has rewritten the log.'
      );
    case 'unsigned':
      return (
        `Record ${problem.at} of the audit log is not signed. After an update from a Parley without signatures, start every server once. ` +
        'Otherwise somebody has taken signatures out.'
      );
    case 'rewritten':
      return `Record ${problem.at} of the audit log is another one than in SECURITY_LOG_FILE: the log was rewritten, or an older backup was put in place by hand.`;
    case 'cutOff':
      return (
        `Records ${problem.from} to ${problem.to} of the audit log are in SECURITY_LOG_FILE and not in the database: the newest were ` +
        'cut off, or an older backup was put in place without npm run restore.'
      );
  }
}

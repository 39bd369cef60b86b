import type { Finding } from '@parley/protocol';
import { describeProblem } from './describe-problem.ts';
import type { AuditVerdict } from './verify-audit.ts';

/** The verdict on an audit log in words. @param comparing what it was compared with */
export function describeVerdict(verdict: AuditVerdict, comparing: string): Finding {
  const { problem, sound } = verdict;
  if (problem !== undefined) {
    const { says, remedy } = describeProblem(problem);
    return { verdict: 'problem', says: `${says} The ${sound} records before it are intact.`, remedy };
  }
  const sentences = [praise(verdict), beginning(verdict), restoring(verdict), comparing];
  return { verdict: 'fine', says: sentences.filter((text) => text !== '').join('\n') };
}

function praise({ sound, last }: AuditVerdict): string {
  const end =
    last === undefined ? '' : ` The last was written at ${new Date(last.time).toISOString()}, ${last.chain}.`;
  return `All ${sound} records of the audit log are intact and signed by this server.${end}`;
}

/** Said each time, because the server signs a log without signatures when it starts: nothing else shows that they were taken away. */
function beginning({ firstSigned }: AuditVerdict): string {
  if (firstSigned === undefined || firstSigned.seq === 1) return '';
  const { seq, time } = firstSigned;
  return (
    `The signatures begin with record ${seq}, written at ${new Date(time).toISOString()}. ` +
    'If the server has signed its log since an earlier day, somebody has taken the signatures before it away.'
  );
}

function restoring({ lostByRestore: lost }: AuditVerdict): string {
  if (lost === 0) return '';
  return `A backup was restored, which had ${lost} records less. They are in SECURITY_LOG_FILE only.`;
}

import type { ArchivedLogs } from '../../../backend/src/domain/archive/archive.ts';
import { checkLogs, type LogDamage } from '../../../backend/src/domain/archive/check-logs.ts';
import { type Finding, fine, problem } from '../finding.ts';

/** Damaged logs that are named; of more than these, only the number is said. */
const NAMED = 5;

const RESTORE =
  'Stop the server, move the database away, and restore the newest backup from before the damage: npm run restore FILE';

/** Whether the log of every conversation is whole. */
export async function checkConversations(logs: ArchivedLogs): Promise<readonly Finding[]> {
  try {
    const { logs: count, damages } = await checkLogs(logs);
    if (damages.length === 0) return [fine(`The logs of all ${count} conversations are whole.`)];
    const others = damages.length - NAMED;
    return [
      ...damages.slice(0, NAMED).map((damage) => problem(describe(damage), RESTORE)),
      ...(others > 0 ? [problem(`The logs of ${others} more conversations are damaged.`, RESTORE)] : []),
    ];
  } catch (error) {
    return [problem(error instanceof Error ? error.message : String(error), RESTORE)];
  }
}

function describe({ conversation, kind, seq }: LogDamage): string {
  const log = `the log of the conversation ${conversation}`;
  return kind === 'missing' ? `Entry ${seq} is missing in ${log}.` : `Entry ${seq} was changed in ${log}.`;
}

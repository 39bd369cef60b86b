import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Finding, fine, problem, warning } from '../finding.ts';

/** ms; more than this, and sessions and challenges end at the wrong time for somebody. */
export const CLOCK_TOLERANCE = 30_000;
const remedy = 'Turn on time synchronisation (NTP) on this machine.';

interface ClockOptions {
  /** The embedded database, if there is one: its last note says how late it was already. */
  readonly file: string | undefined;
  readonly synchronised: boolean | undefined;
  /** ms */
  readonly now: number;
}

/** Whether this machine's clock can be right. */
export function checkClock({ file, synchronised, now }: ClockOptions): readonly Finding[] {
  const behind = (file !== undefined && existsSync(file) ? lastNote(file) : 0) - now;
  if (behind > CLOCK_TOLERANCE)
    return [
      problem(
        `The clock is ${Math.round(behind / 1_000)} s behind the time of the last audit record.`,
        remedy,
      ),
    ];
  return [
    synchronised === false
      ? warning("This machine's clock isn't synchronised.", remedy)
      : fine(`The clock shows ${new Date(now).toISOString()}.`),
  ];
}

function lastNote(file: string): number {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    return Number(database.prepare('SELECT max(time) AS time FROM audit').get()?.time ?? 0);
  } catch {
    // What is wrong with the database, checkDatabase says.
    return 0;
  } finally {
    database?.close();
  }
}

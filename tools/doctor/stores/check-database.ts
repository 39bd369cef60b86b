import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Finding, fine, problem } from '../finding.ts';
import { privacy } from '../privacy.ts';

/** Whether the embedded database is whole and private. It is only read, so the server may run meanwhile. */
export function checkDatabase(file: string): readonly Finding[] {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return [fine(`${file} doesn't exist yet. The first start creates it.`)];
    // A folder in its place is told with what may not be written.
    return found.isDirectory() ? [] : [soundness(file), privacy(file)];
  } catch (error) {
    const remedy = 'Give the user that runs the server access to its folder, or set DB_PATH to another file.';
    return [problem(`Can't look at ${file}: ${String(error)}`, remedy)];
  }
}

function soundness(file: string): Finding {
  const restore = 'Stop the server and restore the newest backup: npm run restore FILE';
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    const [verdict] = database.prepare('PRAGMA quick_check(1)').all();
    database.close();
    if (verdict?.quick_check === 'ok') return fine(`${file} is intact.`);
    return problem(`${file} is damaged: ${String(verdict?.quick_check)}`, restore);
  } catch (error) {
    return problem(`Can't read ${file}: ${String(error)}`, restore);
  }
}

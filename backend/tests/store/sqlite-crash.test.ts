import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Killed {
  readonly conversation: string;
  /** `seq` and id of each acknowledged message */
  readonly acknowledged: readonly string[];
}

/** Runs a writer until that many messages were acknowledged, and kills it with no warning. */
async function killWriter(file: string, after: number): Promise<Killed> {
  const writer = startProgram(process.execPath, [`${import.meta.dirname}/sqlite-writer.ts`, file]);
  const exit = once(writer, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface(writer.stdout)) {
    lines.push(line);
    if (lines.length === after) writer.kill('SIGKILL');
  }
  await exit;
  const [conversation = '', ...acknowledged] = lines;
  return { conversation, acknowledged };
}

describe('a server killed with -9 in mid-traffic', () => {
  test.each([50, 500, 1_500])(
    'has stored all that was acknowledged, after %i messages',
    async (after) => {
      const file = folder.path(`killed-${after}.db`);
      const { conversation, acknowledged } = await killWriter(file, after);
      const stores = await openSqliteStores({ file });
      const stored = new Set((await wholeLog(stores, conversation)).map(({ seq, id }) => `${seq} ${id}`));
      // The pipe may have cut the last line short.
      const whole = acknowledged.filter((line) => /^\d+ .{36}$/.test(line));
      expect(whole.length).toBeGreaterThanOrEqual(after - 2);
      expect(whole.filter((line) => !stored.has(line))).toEqual([]);
      await stores.close();
    },
    30_000,
  );

  test('leaves no lock that keeps the next one out', async () => {
    const file = folder.path('twice.db');
    await killWriter(file, 20);
    const { conversation } = await killWriter(file, 20);
    const stores = await openSqliteStores({ file });
    expect(await wholeLog(stores, conversation)).not.toHaveLength(0);
    await stores.close();
  }, 30_000);
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import { firstUser } from './operator-contract.ts';
import { runTool } from './run-tool.ts';
import { serve, type Serving } from './serving.ts';

// Real processes with a real disk, which others may keep busy.
vi.setConfig({ testTimeout: 60_000 });

const root = join(import.meta.dirname, '../../..');

/** Runs a backup that may write files of so many blocks of 512 bytes only, as on a disk that fills up meanwhile. */
async function backUpWithin(blocks: number, { env }: Serving) {
  const files = ['common', 'prod'].map((name) => `--env-file=environments/${name}.env`);
  const command = ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, ...files];
  const child = spawn('sh', [...command, 'backend/src/tools/backup.ts'], {
    cwd: root,
    env: { ...compileCache, ...env },
  });
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { said: said + complained, code };
}

test('a disk that fills up while a backup is made: it says so, leaves nothing, and harms nothing', async () => {
  const serving = await serve();
  const backups = join(serving.folder, 'backups');

  const { code: refused, said: complaint } = await backUpWithin(200, serving);
  expect(refused).toBe(1);
  expect(complaint).toMatch(/^The backup \S+\.db failed: .*disk I\/O error\n$/);

  expect(readdirSync(backups)).toEqual([]);
  await firstUser(serving);
  expect(await runTool(serving, 'verify-audit')).toMatchObject({ code: 0 });

  const { code, said } = await runTool(serving, 'backup');
  expect(code).toBe(0);
  const [name = ''] = readdirSync(backups);
  expect(said).toBe(`Copied everything to ${join(backups, name)} and checked it.\n`);
});

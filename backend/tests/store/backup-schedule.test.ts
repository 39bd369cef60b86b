import { copyFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { BackupFiles } from '../../src/backups/backup-files.ts';
import { readConfig } from '../../src/config/env.ts';
import { BackupSchedule } from '../../src/domain/backups/backup-schedule.ts';
import { makeBackup } from '../../src/domain/backups/make-backup.ts';
import { createMemoryStores } from '../../src/store/memory/index.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { someone } from '../contract/commands.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 30, 9, 5, 7);
const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;
const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
let file = '';
let path = '';
let now = NOW;
let failures: unknown[] = [];
let audit = createMemoryStores().audit;
beforeEach(async () => {
  count += 1;
  file = folder.path(`${count}.db`);
  path = folder.path(`${count}-backups`);
  now = NOW;
  failures = [];
  ({ audit } = createMemoryStores());
  await (await openSqliteStores({ file })).close();
});

/** A server that has just started. */
function started({ reserve = 0, keep = 2 } = {}) {
  const backups = new BackupFiles({ path, file, reserve });
  const context = { audit, backups, clock: () => now };
  const failed = (error: unknown) => void failures.push(error);
  return { context, schedule: new BackupSchedule(context, { every: DAY, keep, failed }) };
}

const files = () => readdirSync(path).sort();
const name = (day: string, end = '.scheduled') => `parley-2026-${day}T09-05-07.000Z${end}.db`;
const kinds = async () => (await audit.after(0, 100)).map(({ kind }) => kind);

describe('backups by schedule', () => {
  test('are made when the last one is old enough, also after a restart', async () => {
    const { schedule } = started();
    await schedule.tick();
    await schedule.tick();
    expect(files()).toEqual([name('11-30')]);
    now += DAY - 1;
    await started().schedule.tick();
    await schedule.tick();
    expect(files()).toEqual([name('11-30')]);
    now += 1;
    await started().schedule.tick();
    expect(files()).toEqual([name('11-30'), name('12-01')]);
    expect(await kinds()).toEqual(['backup_made', 'backup_made']);
  });

  test('replace the oldest of their own once a new one is complete, and nothing else', async () => {
    const { schedule, context } = started();
    await makeBackup(context, { uid: someone() });
    await schedule.tick();
    // Of another server that uses the same folder, and what its operator calls so.
    copyFileSync(`${path}/${name('11-30')}`, `${path}/${name('11-01')}`);
    copyFileSync(`${path}/${name('11-30')}`, `${path}/monday.scheduled.db`);
    for (let day = 1; day <= 3; day++) {
      now += DAY;
      await schedule.tick();
    }
    const kept = [name('11-01'), name('11-30', ''), name('12-02'), name('12-03'), 'monday.scheduled.db'];
    expect(files()).toEqual(kept.sort());
    expect(await kinds()).toEqual([
      ...['backup_made', 'backup_made', 'backup_made', 'backup_made', 'backup_removed'],
      ...['backup_made', 'backup_removed'],
    ]);
    expect(failures).toEqual([]);
  });

  test('that fail leave the old ones and no half file, are told, and are tried again within an hour', async () => {
    await started({ keep: 1 }).schedule.tick();
    now += DAY;
    const { schedule } = started({ keep: 1, reserve: Number.MAX_SAFE_INTEGER });
    await schedule.tick();
    await schedule.tick();
    expect(files()).toEqual([name('11-30')]);
    expect(failures).toHaveLength(1);
    expect((await audit.latest('backup_failed'))?.details?.reason).toContain('not enough space');
    now += HOUR;
    await schedule.tick();
    expect(failures).toHaveLength(2);
    await started({ keep: 1 }).schedule.tick();
    expect(files()).toEqual(['parley-2026-12-01T10-05-07.000Z.scheduled.db']);
  });

  test('go on after a clock that was wrong', async () => {
    now += 365 * DAY;
    await started().schedule.tick();
    now = NOW;
    await started().schedule.tick();
    expect(files()).toContain(name('11-30'));
  });
});

test('BACKUP_EVERY is a time, and none where several servers share the data', () => {
  const environment = { NODE_ENV: 'test', BACKUP_EVERY: '24h', BACKUP_KEEP: '3' };
  expect(readConfig(environment).backups).toEqual({ every: DAY, keep: 3 });
  expect(readConfig({ NODE_ENV: 'test' }).backups).toBeUndefined();
  for (const [text, ms] of [
    ['30m', HOUR / 2],
    ['7d', 7 * DAY],
  ] as const)
    expect(readConfig({ ...environment, BACKUP_EVERY: text }).backups?.every).toBe(ms);
  for (const wrong of ['24', '0h', '9m', 'daily', '24 h'])
    expect(() => readConfig({ ...environment, BACKUP_EVERY: wrong })).toThrow(
      /BACKUP_EVERY is .*24h, 30m or 7d/,
    );
  expect(() => readConfig({ ...environment, MONGODB_URI: 'mongodb://localhost/parley' })).toThrow(
    /the data is in MongoDB.*npm run backup/,
  );
});

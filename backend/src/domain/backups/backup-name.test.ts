import { expect, test } from 'vitest';
import { backupName, isScheduled, timeOfBackup } from './backup-name.ts';

test('the name of a backup tells its millisecond, and names sort by it', () => {
  const time = Date.UTC(2026, 10, 30, 9, 5, 7, 999);
  expect(backupName(time)).toBe('parley-2026-11-30T09-05-07.999Z.db');
  expect(timeOfBackup(backupName(time))).toBe(time);
  expect(backupName(time) < backupName(time + 1)).toBe(true);
  expect(isScheduled(backupName(time))).toBe(false);
  const scheduled = backupName(time, 'scheduled');
  expect(scheduled).toBe('parley-2026-11-30T09-05-07.999Z.scheduled.db');
  expect([isScheduled(scheduled), timeOfBackup(scheduled)]).toEqual([true, timeOfBackup(backupName(time))]);
});

test('the names of earlier versions, which tell the second, count and sort', () => {
  const time = Date.UTC(2026, 10, 30, 9, 5, 7);
  const [asked, scheduled] = ['parley-2026-11-30T09-05-07Z.db', 'parley-2026-11-30T09-05-07Z.scheduled.db'];
  expect([timeOfBackup(asked), timeOfBackup(scheduled), isScheduled(scheduled)]).toEqual([time, time, true]);
  expect(backupName(time - 1) < asked && asked < backupName(time + 1_000)).toBe(true);
});

test.each([
  'monday.db',
  'parley-2026-11-30T09-05-07Z.db.part',
  'parley-2026-11-30T09-05-07.999Z.db.0a1b2c3d.part',
  'parley-2026-13-30T09-05-07Z.db',
  'parley.db',
  '../parley-2026-11-30T09-05-07Z.db',
])('%s is no backup of the folder', (name) => {
  expect(timeOfBackup(name)).toBeUndefined();
});

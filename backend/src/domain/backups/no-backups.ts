import type { BackupFolder } from './backup-folder.ts';

/** The folder of a server without backups, such as a simulated one. */
export const NO_BACKUPS: BackupFolder = {
  path: '',
  isOwn: false,
  list: () => Promise.resolve([]),
  remove: () => Promise.resolve(),
  make: () => Promise.reject(new Error('there are no backups here')),
};

/** The parts of the SDK that keep things in files. They need the SQLite of Node.js, which 20 does not have yet. */
export { openFileKeys } from './storage/file/file-keys.ts';
export { openFileStorage, type CopyFiles } from './storage/file/file-storage.ts';
export { lockFile, underLock } from './storage/file/lock-file.ts';
export { replaceFile } from './storage/file/replace-file.ts';

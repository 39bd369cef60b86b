import Database from 'better-sqlite3';
import { ParleyError, type ErrorCode } from '@parley/protocol';

/** SQLite errors about the file or the disk, not a single statement: the whole transaction is lost. */
export function isFailure(error: unknown): error is Database.SqliteError {
  return error instanceof Database.SqliteError && !error.code.startsWith('SQLITE_CONSTRAINT');
}

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

/** Converts an error to the port's; SQLite's error is its cause. */
export function storeError(error: unknown): unknown {
  return error instanceof Database.SqliteError
    ? new ParleyError(codeOf(error.code), { cause: error })
    : error;
}

function codeOf(code: string): ErrorCode {
  if (/^SQLITE_(FULL|IOERR_WRITE|IOERR_SHMSIZE)/.test(code)) return 'E_STORE_FULL';
  if (/^SQLITE_(BUSY|LOCKED|IOERR|PROTOCOL)/.test(code)) return 'E_STORE_BUSY';
  return 'E_INTERNAL';
}

/** Reads, and converts errors to the port's. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw storeError(error);
  }
}

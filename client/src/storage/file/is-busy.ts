/** SQLite's error code for a database that somebody else has locked. */
const SQLITE_BUSY = 5;

/** Whether SQLite failed because somebody else, such as another process, has locked the database. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

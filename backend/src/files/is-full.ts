const CODES: ReadonlySet<unknown> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
]);

/** Whether something was not written because there is no space for it. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CODES.has(error.code);
}

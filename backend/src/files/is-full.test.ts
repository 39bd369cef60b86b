import { expect, test } from 'vitest';
import { isFull } from './is-full.ts';

test.each(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'])(
  '%s is a lack of space',
  (code) => {
    expect(isFull(Object.assign(new Error('no'), { code }))).toBe(true);
  },
);

test.each(['EACCES', 'SQLITE_CORRUPT', 'SQLITE_IOERR'])('%s is not', (code) => {
  expect(isFull(Object.assign(new Error('no'), { code }))).toBe(false);
});

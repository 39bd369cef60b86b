import { expect, test } from 'vitest';
import { certificateUser } from './certificate-user.ts';

const userOf = (header: string) =>
  certificateUser({ headers: { 'x-certificate': header } }, { certificateHeader: 'x-certificate' });

test.each(['bob', 'CN=bob'])('%s is a username of a certificate', (header) => {
  expect(userOf(header)).toBe('bob');
});

test.each([
  'O=foo\\,CN=admin,CN=bob',
  'CN=bob,O=Parley',
  'O=Parley,CN=bob',
  '/CN=bob',
  'CN=CN=bob',
  'CN=bob smith',
  'cn=bob',
  '',
])('%s is none', (header) => {
  expect(userOf(header)).toBeUndefined();
});

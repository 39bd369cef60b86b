import { expect, test } from 'vitest';
import { prefixErrors } from './prefix-errors.ts';

const fail = () => Promise.reject(new Error('URI malformed'));

test('an error says which variable names what it is about', async () => {
  await expect(prefixErrors('/data/x.db', 'DB_PATH', fail)).rejects.toThrow(
    'DB_PATH is /data/x.db: URI malformed',
  );
});

test('an error that names a file itself is left as it is', async () => {
  const exists = () => Promise.reject(new Error('/backups/x.db exists.'));

  await expect(prefixErrors('/data/x.db', undefined, exists)).rejects.toThrow(/^\/backups\/x\.db exists\.$/);
});

test.each(['mongodb://u:p%zz@host/x', 'mongodb://u:p@%zz@host/x'])(
  'user and password of %s are not repeated',
  async (place) => {
    await expect(prefixErrors(place, undefined, fail)).rejects.toThrow(
      /^mongodb:\/\/host\/x: URI malformed$/,
    );
  },
);

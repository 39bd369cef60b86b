import { expect, test } from 'vitest';
import { blaming } from './blaming.ts';

const fail = () => Promise.reject(new Error('URI malformed'));

test('an error says which variable names what it is about', async () => {
  await expect(blaming('/data/x.db', 'DB_PATH', fail)).rejects.toThrow(
    'DB_PATH is /data/x.db: URI malformed',
  );
});

test.each(['mongodb://u:p%zz@host/x', 'mongodb://u:p@%zz@host/x'])(
  'user and password of %s are not repeated',
  async (place) => {
    await expect(blaming(place, undefined, fail)).rejects.toThrow(/^mongodb:\/\/host\/x: URI malformed$/);
  },
);

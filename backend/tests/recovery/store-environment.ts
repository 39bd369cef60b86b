import { inject } from 'vitest';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';

/** What a server's environment says of an empty database on the store of this project; its file where it has one. */
export function storeEnvironment(file: string): Readonly<Record<string, string>> {
  return inject('mongodb') === undefined
    ? { DB_PATH: file }
    : { DB_PATH: '', MONGODB_URI: newMongoDatabase(), JWT_SECRET: 'a secret of the tests, and long enough' };
}

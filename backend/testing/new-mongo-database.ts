import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the MongoDB of this run listens; only the project `mongodb` has one. */
    mongodb?: string;
  }
}

/** What the names of databases begin with that tests make. */
export const TEST_DATABASE = 'parley-test-';

/**
 * The address of a database of one's own.
 * @param server without it, on the server of this run
 */
export function newMongoDatabase(server?: URL): string {
  const uri = new URL(server ?? mongoAddress());
  uri.pathname = `/${TEST_DATABASE}${randomUUID()}`;
  return uri.href;
}

/** Where the MongoDB of this run listens. */
export function mongoAddress(): URL {
  const address = inject('mongodb');
  if (address === undefined) throw new Error('There is a MongoDB in the project mongodb only.');
  return new URL(address);
}

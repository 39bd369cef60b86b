/** Entry for the keys of accounts in a browser, loaded at a login and behind the first page: see `session.ts`. */
export { createAccountKeys } from './keys/create-account-keys.ts';
export { IndexedDbKeys } from './storage/indexeddb/indexeddb-keys.ts';

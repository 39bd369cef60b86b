/** Entry for sealed conversations in a browser, loaded beside `server.ts`. */
export { createSealing } from './sealing/create-sealing.ts';
export { WorkerEpochCrypto } from './crypto/epochs/worker-epoch-crypto.ts';
export { IndexedDbSealing } from './storage/indexeddb/indexeddb-sealing.ts';

/** Entry for the code that talks to the server about conversations, loaded beside the local copy: see `chat.ts`. */
export { createSocketIoTransport } from './connection/socket-io-transport.ts';
export { ServerLink } from './server-link.ts';
export { IndexedDbLogs } from './storage/indexeddb/indexeddb-logs.ts';

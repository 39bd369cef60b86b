/** Entry for the code that talks to the server about conversations, loaded beside the local copy: see `chat.ts`. */
export { createBrowserTransport } from './link/connection/browser-transport.ts';
export { ServerLink } from './link/server-link.ts';
export { IndexedDbLogs } from './storage/indexeddb/indexeddb-logs.ts';
export { IndexedDbQueue } from './storage/indexeddb/indexeddb-queue.ts';
export { createWebLocksOwnership } from './platform/web-locks-ownership.ts';

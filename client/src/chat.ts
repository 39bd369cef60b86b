/** Entry for the chat in a browser without its connection, which may be loaded later: see `session.ts`. */
export { createChatClient } from './create-chat-client.ts';
export { createIndexedDbStorage } from './storage/indexeddb/indexeddb-storage.ts';
export { createWebLocksOwnership } from './outbox/web-locks-ownership.ts';
export { wakeWithBrowser } from './connection/wake-with-browser.ts';

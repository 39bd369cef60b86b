/**
 * Entry for the chat in a browser: the local copy, which is shown and written into before `server.ts` is loaded.
 * Bundlers split by file, so that importing `index.ts` would load everything.
 */
export { openChat } from './open-chat.ts';
export { IndexedDbStorage } from './storage/indexeddb/indexeddb-storage.ts';
export { createBroadcastDrafts } from './conversations/broadcast-drafts.ts';
export { contentOf, writingIn } from './conversations/composition.ts';
export { isEditable } from './conversations/is-editable.ts';
export { createWebLocksOwnership } from './outbox/web-locks-ownership.ts';
export { wakeWithBrowser } from './connection/wake-with-browser.ts';

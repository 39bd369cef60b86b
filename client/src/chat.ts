/**
 * Entry for the chat in a browser: the local copy, which is shown and written into before `server.ts` is loaded.
 * Bundlers split by file, so that importing `index.ts` would load everything.
 */
export { openChat } from './local/open-chat.ts';
export { IndexedDbStorage } from './storage/indexeddb/indexeddb-storage.ts';
export { createBroadcastDrafts } from './platform/broadcast-drafts.ts';
export { contentOf, writingIn } from './model/composition.ts';
export { isEditable } from './local/timeline/is-editable.ts';
export { wakeWithBrowser } from './platform/wake-with-browser.ts';
export { systemClock } from './platform/system-clock.ts';

/** Entry for pages that only log in. Bundlers split by file, so that importing `index.ts` would load the whole chat. */
export { createSessionClient } from './session/create-session-client.ts';
export { createWorkerKdf } from './crypto/worker-kdf.ts';

/** Entry for login, session and HTTP in a browser: see `chat.ts`. */
export { createFetchTransport } from './http/fetch-transport.ts';
export { createSessionClient } from './session/create-session-client.ts';
export { createWorkerKdf } from './crypto/worker-kdf.ts';

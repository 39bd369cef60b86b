export type * from './chat-client.ts';
export type * from './connection/connection-state.ts';
export type * from './conversations/timeline.ts';
export type * from './http/http-transport.ts';
export type * from './session/session-client.ts';
export { createWorkerKdf } from './crypto/worker-kdf.ts';
export { createSessionClient } from './session/create-session-client.ts';

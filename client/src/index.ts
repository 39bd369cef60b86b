export type * from './chat-client.ts';
export type * from './conversations/timeline.ts';
export type * from './http/http-transport.ts';
export type * from './session/session-client.ts';

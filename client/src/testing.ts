/** The ports of the SDK and their stand-ins, for tests and simulations. */
export type * from './chat-client.ts';
export type * from './chat-deps.ts';
export type * from './clock/clock.ts';
export * from './clock/fake-clock.ts';
export type * from './connection/transport.ts';
export type * from './conversations/timeline.ts';
export type * from './http/http-transport.ts';
export * from './http/no-answer-error.ts';
export type * from './outbox/outbox-item.ts';
export * from './outbox/outbox-ownership.ts';
export type * from './random/random.ts';
export type * from './session/credentials.ts';
export type * from './storage/chat-storage.ts';
export type * from './storage/log-storage.ts';
export type * from './storage/stored-conversation.ts';
export { MemoryStorage } from './storage/memory/memory-storage.ts';
export { createChatClient } from './create-chat-client.ts';

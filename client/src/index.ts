/** The SDK: everything a user interface needs, without a framework. */
import type { ServerDeps } from './link/server-deps.ts';
import { ServerLink } from './link/server-link.ts';
import type { LocalDeps } from './local/local-deps.ts';
import { openChat } from './local/open-chat.ts';
import type { ChatClient } from './ports/chat-client.ts';
import type { ChatStorage } from './ports/storage/chat-storage.ts';
import type { LocalHalf } from './ports/local-half.ts';
import type { LogStorage } from './ports/storage/log-storage.ts';
import type { QueueStorage } from './ports/storage/queue-storage.ts';
import { spareOf } from './storage/spare/spare-of.ts';

export type * from './ports/chat-client.ts';
export type * from './ports/chat-server.ts';
export type * from './ports/clock.ts';
export type * from './model/connection-state.ts';
export type * from './ports/transport.ts';
export type * from './ports/composer.ts';
export type * from './ports/room-hooks.ts';
export type * from './ports/room-order.ts';
export type * from './ports/message-search.ts';
export type * from './model/composition.ts';
export type * from './ports/draft-channel.ts';
export type * from './model/timeline.ts';
export type * from './ports/password-kdf.ts';
export type * from './ports/password-proving.ts';
export type * from './ports/http-transport.ts';
export type * from './ports/outbox/outbox-ownership.ts';
export type * from './ports/random.ts';
export type * from './ports/credentials.ts';
export type * from './ports/keys/account-keys.ts';
export type * from './ports/keys/contact-keys.ts';
export type * from './ports/keys/recovery-keys.ts';
export type * from './ports/keys/key-keeper.ts';
export type * from './model/keys/followed-key-log.ts';
export type * from './model/keys/kept-keys.ts';
export type * from './model/keys/own-keys-problem.ts';
export type * from './model/sealing/sealing-account.ts';
export type * from './model/keys/safety-number.ts';
export type * from './ports/administration/administration.ts';
export type * from './ports/administration/machines.ts';
export type * from './ports/administration/accounts.ts';
export type * from './ports/administration/reports.ts';
export type * from './ports/administration/server-settings.ts';
export type * from './session/session-client.ts';
export type * from './ports/storage/chat-storage.ts';
export type * from './ports/storage/log-storage.ts';
export type * from './ports/opener.ts';
export type * from './ports/sealer.ts';
export type * from './ports/sealing/sealing.ts';
export type * from './ports/sealing/sealing-storage.ts';
export type * from './model/sealing/sealed-conversation.ts';
export type { LostChange } from './model/group-change.ts';
export type * from './model/sealing/sealing-alarm.ts';
export type * from './model/opened-entry.ts';
export type * from './model/sealing/left-out.ts';
export type * from './ports/storage/lasting-storage.ts';
export type * from './ports/storage/queue-storage.ts';
export type * from './model/storage-problem.ts';
export type { LocalDeps } from './local/local-deps.ts';
export type { ServerDeps } from './link/server-deps.ts';
export type { SessionDeps } from './session/create-session-client.ts';
export { directConversation } from './local/conversations/direct-conversation.ts';
export { createSessionClient } from './session/create-session-client.ts';
export { createAccountKeys } from './keys/create-account-keys.ts';
export { systemClock } from './platform/system-clock.ts';
export { systemRandom } from './platform/system-random.ts';
export { createSocketIoTransport } from './link/connection/socket-io-transport.ts';
export { createFetchTransport } from './http/fetch-transport.ts';
export { NoAnswerError } from './ports/no-answer-error.ts';
export { createWorkerKdf } from './crypto/worker-kdf.ts';
export { sha256 } from './crypto/sha256.ts';
export { IndexedDbLogs } from './storage/indexeddb/indexeddb-logs.ts';
export { IndexedDbStorage } from './storage/indexeddb/indexeddb-storage.ts';
export { soleOwnership } from './ports/outbox/outbox-ownership.ts';
export { createWebLocksOwnership } from './platform/web-locks-ownership.ts';
export { createBroadcastDrafts } from './platform/broadcast-drafts.ts';
export { writingIn } from './model/composition.ts';
export { isEditable } from './local/timeline/is-editable.ts';
export { wakeWithBrowser } from './platform/wake-with-browser.ts';
export {
  passwordProblem,
  passwordProblemMessage,
  type PasswordProblem,
} from './model/passwords/password-rules.ts';

/** Everything outside the SDK that a chat client uses. */
export interface ChatDeps extends LocalDeps, Omit<ServerDeps, 'windows' | 'queue' | 'spare'> {
  readonly storage: ChatStorage & LogStorage & QueueStorage;
}

/** The chat of the user who is logged in, with everything loaded. It reads its local copy and then connects. */
export function createChatClient(deps: ChatDeps): ChatClient {
  const { storage } = deps;
  const spare = (local: LocalHalf) => spareOf(local, storage);
  const serverDeps = { ...deps, windows: storage, queue: storage, spare };
  return openChat(deps, async (local) => new ServerLink(local, serverDeps));
}

import type { ChatClient } from './ports/chat-client.ts';
import type { ChatDeps } from './chat-deps.ts';
import { openChat } from './local/open-chat.ts';
import { ServerLink } from './link/server-link.ts';

/** The chat of the user who is logged in, with everything loaded. It reads its local copy and then connects. */
export function createChatClient(deps: ChatDeps): ChatClient {
  return openChat(deps, async (local) => new ServerLink(local, { ...deps, windows: deps.storage }));
}

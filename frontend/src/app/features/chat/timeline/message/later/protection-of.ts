import type { ChatClient, SealedConversation } from '@parley/client';
import type { Uuid } from '@parley/protocol';

/** Longest wait for what a server may not answer. */
const WAIT_MS = 3_000;

type Looking = Pick<ChatClient, 'open' | 'sealed'>;

/** How a conversation is sealed, also of one that no page has looked at so far; undefined if that cannot be found out now. */
export async function protectionOf(
  client: Looking,
  conversation: Uuid,
): Promise<SealedConversation['protection'] | undefined> {
  const known = () => client.sealed.get().get(conversation)?.protection;
  if (known() === undefined) await looked(client, conversation, () => known() !== undefined);
  return known();
}

/** Resolves once pages were told of it. */
async function looked(client: Looking, conversation: Uuid, isTold: () => boolean): Promise<void> {
  const looking = client.open(conversation);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, WAIT_MS);
    const stop = client.sealed.listen(() => {
      if (isTold()) end();
    });
    function end(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
  looking.close();
}

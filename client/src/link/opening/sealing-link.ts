import type { Entry, Uuid } from '@parley/protocol';
import { lateCode } from '../../platform/late-code.ts';
import type { HttpApi } from '../../ports/http-api.ts';
import type { LocalHalf } from '../../ports/local-half.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';
import type { ChatConnection } from '../connection/chat-connection.ts';
import type { HeadsPoll } from '../sync/heads-poll.ts';
import type { Logs } from '../sync/logs.ts';
import { plainPayloads } from './plain-payloads.ts';

interface LinkParts {
  readonly api: HttpApi;
  readonly connection: Pick<ChatConnection, 'request'>;
  readonly logs: Pick<Logs, 'of'>;
  readonly heads: Pick<HeadsPoll, 'now'>;
  /** Takes in an entry from an answer. */
  readonly receive: (entry: Entry) => void;
}

/** What sealing works with of a link and its local half. */
export function sealingLink(
  local: LocalHalf,
  { api, connection, logs, heads, receive }: LinkParts,
): SealingLink {
  const { me, storage, known, people, outbox, sink, clock, random } = local;
  const sender = lateCode(async () => {
    const { createEntrySender } = await import('../entry-sender.ts');
    return createEntrySender({ api, connection, outbox, clock, receive });
  });
  return {
    ...{ me, storage, known, people, sink, clock, random, api },
    plain: plainPayloads,
    sender: { append: async (...entry) => (await sender()).append(...entry) },
    outbox: { isOwner: () => outbox.isOwner, take: () => outbox.take() },
    catchUp: async (conversation: Uuid) => {
      if (known.get(conversation) === undefined) await heads.now();
      if (known.get(conversation) === undefined) return;
      const log = logs.of(conversation);
      await log.start();
      await log.catchUp();
    },
    loadOlder: (conversation) => logs.of(conversation).loadOlder(),
    background: (task) => local.background(task),
  };
}

import type { Entry } from '@parley/protocol';
import type { Clock } from '../ports/clock.ts';
import type { HttpApi } from '../ports/http-api.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { OutboxQueue } from '../ports/outbox/outbox-queue.ts';
import type { Addressee, EntrySender, SignedEntry } from '../ports/sealing/entry-sender.ts';
import type { ChatConnection } from './connection/chat-connection.ts';
import { requestSigned } from './group-requests.ts';
import { sendCommand } from './outbox/message-event.ts';
import { withRetries } from './with-retries.ts';

interface EntrySenderDeps {
  readonly api: HttpApi;
  readonly connection: Pick<ChatConnection, 'request'>;
  readonly outbox: Pick<OutboxQueue, 'isOwner'>;
  readonly clock: Clock;
  /** Takes in an entry from an answer. */
  readonly receive: (entry: Entry) => void;
}

/** Sends what sealing writes by itself. A retry carries the same bytes, so that the server stores them once. */
export function createEntrySender({ api, connection, outbox, clock, receive }: EntrySenderDeps): EntrySender {
  const send = (to: Addressee, { id, body, payload }: SignedEntry): Promise<Entry> => {
    switch (body.kind) {
      case 'created':
      case 'added':
      case 'removed':
      case 'left':
      case 'roleChanged':
      case 'renamed':
      case 'ended':
        return withRetries(clock, () => requestSigned(api, to.conversation, { id, body, payload }));
      default:
        return sendCommand(connection, to, { id, body, payload });
    }
  };
  return {
    append: async (to, entry) => {
      if (!outbox.isOwner) throw new NoAnswerError();
      const stored = await send(to, entry);
      receive(stored);
      return stored;
    },
  };
}

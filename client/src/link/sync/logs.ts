import type { Entry, Uuid } from '@parley/protocol';
import { ConversationLog } from './conversation-log.ts';
import type { LogContext } from './log-context.ts';

/** Conversations caught up in parallel: enough to hide the round trips, few enough not to flood the server. */
const PARALLEL = 4;

/** The logs of all conversations, made as they are needed. */
export class Logs {
  readonly #context: LogContext;
  readonly #logs = new Map<Uuid, ConversationLog>();

  constructor(context: LogContext) {
    this.#context = context;
  }

  of(conversation: Uuid): ConversationLog {
    const log = this.#logs.get(conversation) ?? new ConversationLog(this.#context, conversation);
    this.#logs.set(conversation, log);
    return log;
  }

  /** @returns whether the conversation is known at all */
  receive(entry: Entry): boolean {
    if (this.#context.known.get(entry.conversation) === undefined) return false;
    this.of(entry.conversation).receive(entry);
    return true;
  }

  /** Catches up with many conversations, the first ones first. */
  async catchUp(conversations: readonly Uuid[]): Promise<void> {
    const queue = conversations.values();
    const work = async () => {
      for (const conversation of queue) await this.of(conversation).catchUp();
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
  }

  disconnected(): void {
    for (const log of this.#logs.values()) log.disconnected();
  }
}

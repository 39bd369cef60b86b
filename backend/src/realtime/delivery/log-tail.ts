import type { Context } from '../../domain/context.ts';
import type { LogGrowth } from '../../domain/log/conversation-store.ts';
import type { EntryRelay } from './entry-relay.ts';

/** Finds entries that were stored but not published here: a bus message was lost, or a node died before publishing. */
export class LogTail {
  readonly #conversations: Context['conversations'];
  readonly #relay: EntryRelay;
  readonly #grew: (growth: LogGrowth) => void;
  #token: string | undefined;

  /** @param grew hears of all growth, too */
  constructor(
    conversations: Context['conversations'],
    relay: EntryRelay,
    grew: (growth: LogGrowth) => void = () => undefined,
  ) {
    this.#conversations = conversations;
    this.#relay = relay;
    this.#grew = grew;
  }

  async tick(): Promise<void> {
    const growth = await this.#conversations.changedSince(this.#token);
    const { conversations, token } = growth;
    await Promise.all(conversations.map(({ conversation, head }) => this.#relay.catchUp(conversation, head)));
    this.#token = token;
    this.#grew(growth);
  }
}

import type { Context } from '../../domain/context.ts';
import type { EntryRelay } from './entry-relay.ts';

/** Finds entries that were stored but not published here: a bus message was lost, or a node died before publishing. */
export class LogTail {
  readonly #conversations: Context['conversations'];
  readonly #relay: EntryRelay;
  #token: string | undefined;

  constructor(conversations: Context['conversations'], relay: EntryRelay) {
    this.#conversations = conversations;
    this.#relay = relay;
  }

  async tick(): Promise<void> {
    const { conversations, token } = await this.#conversations.changedSince(this.#token);
    await Promise.all(conversations.map(({ conversation, head }) => this.#relay.catchUp(conversation, head)));
    this.#token = token;
  }
}

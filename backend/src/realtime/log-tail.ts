import type { Context } from '../domain/context.ts';
import type { EntryRelay } from './entry-relay.ts';

/** Looks for what was stored but never published here: another node's bell was not heard, or its process died before ringing. */
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

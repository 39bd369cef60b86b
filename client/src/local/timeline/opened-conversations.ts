import type { Uuid } from '@parley/protocol';
import type { LogEvent } from '../../link/sync/log-context.ts';
import type { OpenedConversation } from './opened-conversation.ts';

/** The conversations in view; two panes may show the same one. */
export class OpenedConversations {
  readonly #opened = new Set<OpenedConversation>();

  add(conversation: OpenedConversation): void {
    this.#opened.add(conversation);
  }

  remove(conversation: OpenedConversation): void {
    this.#opened.delete(conversation);
  }

  all(): readonly OpenedConversation[] {
    return [...this.#opened];
  }

  of(id: Uuid): readonly OpenedConversation[] {
    return this.all().filter((opened) => opened.id === id);
  }

  changed(id: Uuid, event: LogEvent): void {
    for (const opened of this.of(id)) opened.changed(event);
  }
}

import type { Uuid } from '@parley/protocol';
import type { LogEvent } from '../../model/log-event.ts';
import type { MessageItem } from '../../model/timeline.ts';
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

  /** The `seq` of a message that is shown, by the id of its command. */
  seqOf(id: Uuid, message: Uuid): number | undefined {
    return this.of(id)
      .map((view) => view.seqOf(message))
      .find((seq) => seq !== undefined);
  }

  /** A message that is shown. It need not be held: one may look back at it. */
  messageAt(id: Uuid, seq: number): MessageItem | undefined {
    const shown = this.of(id).flatMap(({ items }) => items.get());
    return shown.find((item): item is MessageItem => item.kind === 'message' && item.seq === seq);
  }

  changed(id: Uuid, event: LogEvent): void {
    for (const opened of this.of(id)) opened.changed(event);
  }
}

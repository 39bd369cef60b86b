import { inject, Injectable, signal } from '@angular/core';
import { OpenConversation } from '../../core/open-conversation.ts';

/** Where one reads: takes the list to a message that a quote or a pin points at. Provided by the conversation. */
@Injectable()
export class Reader {
  private readonly open = inject(OpenConversation);
  /** Where the list has to go; a new object each time, so that the same place can be asked for twice. */
  readonly wanted = signal<{ readonly seq: number } | undefined>(undefined);
  /** The message that was led to, marked for a moment. */
  readonly found = signal<number | undefined>(undefined);

  async goTo(seq: number): Promise<void> {
    const opened = this.open.current();
    if (opened === undefined || !(await opened.conversation.reach(seq))) return;
    this.wanted.set({ seq });
    this.found.set(seq);
  }
}

import { inject, Injectable, signal } from '@angular/core';
import { OpenConversation } from './open-conversation.ts';

/** Makes the list jump to a message that a quote or a pin refers to. Provided by the conversation. */
@Injectable()
export class Reader {
  private readonly open = inject(OpenConversation);
  /** The target; a new object each time, so that the same one can be requested twice. */
  readonly wanted = signal<{ readonly seq: number } | undefined>(undefined);
  /** The message jumped to, highlighted for a moment. */
  readonly found = signal<number | undefined>(undefined);

  async goTo(seq: number): Promise<void> {
    const opened = this.open.current();
    if (opened === undefined || !(await opened.conversation.reach(seq))) return;
    this.wanted.set({ seq });
    this.found.set(seq);
  }
}

import { Injectable, signal } from '@angular/core';
import type { MessageItem } from '@parley/client';

export type Composition =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly to: MessageItem }
  | { readonly kind: 'edit'; readonly message: MessageItem; readonly text: string };

/** What the composer is doing; messages ask it to reply or to edit. Provided by the conversation. */
@Injectable()
export class Composing {
  readonly now = signal<Composition>({ kind: 'new' });

  reply(to: MessageItem): void {
    this.now.set({ kind: 'reply', to });
  }

  /** @param text what the field begins with */
  edit(message: MessageItem, text = message.content?.text ?? ''): void {
    this.now.set({ kind: 'edit', message, text });
  }

  done(): void {
    this.now.set({ kind: 'new' });
  }
}

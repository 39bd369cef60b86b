import { Injectable, signal } from '@angular/core';
import type { MessageItem } from '@parley/client';

export type Composition =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly to: MessageItem }
  | { readonly kind: 'edit'; readonly message: MessageItem };

/** What the composer is doing; messages ask it to reply or to edit. Provided by the page. */
@Injectable()
export class Composing {
  readonly now = signal<Composition>({ kind: 'new' });

  reply(to: MessageItem): void {
    this.now.set({ kind: 'reply', to });
  }

  edit(message: MessageItem): void {
    this.now.set({ kind: 'edit', message });
  }

  done(): void {
    this.now.set({ kind: 'new' });
  }
}

import { Component, computed, inject } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { LaterIcon } from '../../../../shared/later/later-icon.ts';
import { ConversationMenu } from '../../list/later/conversation-menu.ts';

/** The entries of the conversation's menu, inside the details. */
@Component({
  selector: 'parley-conversation-actions',
  imports: [LaterIcon],
  host: { role: 'group', 'aria-label': 'Conversation' },
  template: `
    @for (entry of actions(); track entry.label) {
      <button type="button" (click)="toasts.attempt(entry.run)">
        <parley-icon [name]="entry.icon" /> {{ entry.label }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      justify-content: center;
      gap: 0.25rem;
      margin-block: 0.5rem;
    }
    :host(:empty) {
      display: none;
    }
    button {
      flex-direction: column;
      gap: 0.25rem;
      min-inline-size: 5.5rem;
      padding: 0.5rem 0.25rem;
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
    }
  `,
})
export class ConversationActions {
  private readonly chat = inject(Chat);
  private readonly menu = inject(ConversationMenu);
  private readonly open = inject(OpenConversation);
  protected readonly toasts = inject(Toasts);

  protected readonly actions = computed(() => {
    const row = this.chat.row(this.open.id() ?? '');
    return row === undefined ? [] : this.menu.actions(row);
  });
}

import { Component, computed, inject } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { AppUpdate } from '../../../../core/parts/later/app-update.ts';

/** Offers a reload where the conversation has entries of a newer version, or some that can't be opened yet. */
@Component({
  selector: 'parley-newer-line',
  template: `
    <p role="status">{{ text() }}</p>
    <button type="button" class="quiet" (click)="update.reload()">Reload</button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 0.5rem;
      padding: 0.125rem 1.25rem;
      border-block-end: 1px solid var(--mat-sys-outline-variant);
      background: var(--mat-sys-surface-container);
      font-size: var(--text-small);
    }
    p {
      padding-block: 0.375rem;
      line-height: 1.3;
    }
    button {
      flex: none;
    }
  `,
})
export class NewerLine {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  protected readonly update = inject(AppUpdate);
  protected readonly text = computed(() => {
    const row = this.chat.row(this.open.id() ?? '');
    if (row?.needsNewerVersion) return 'A newer version of Parley is needed to write here.';
    return row?.hasUnknown
      ? 'Some of this needs a newer version of Parley.'
      : "Some messages can't be opened yet. Parley keeps trying; a reload may help.";
  });
}

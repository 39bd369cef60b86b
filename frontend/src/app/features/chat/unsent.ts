import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Chat } from '../../core/chat.ts';
import { OpenConversation } from '../../core/open-conversation.ts';
import { Icon } from '../../shared/icon.ts';
import { problemOfWire } from '../../shared/problem.ts';

/** Why a message is not on the server, and what to do about it. */
@Component({
  selector: 'parley-unsent',
  imports: [Icon],
  template: `
    <p><parley-icon name="error" /> {{ reason() }}</p>
    <button type="button" class="quiet" (click)="retry()">
      {{ item().status === 'lost' ? 'Send again' : 'Retry' }}
    </button>
    <button type="button" (click)="discard()">Discard</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.375rem;
      color: var(--mat-sys-error);
      font-size: var(--text-small);
    }
    parley-icon {
      inline-size: 1.125rem;
      block-size: 1.125rem;
      vertical-align: -0.2em;
    }
    button {
      padding-inline: 0.5rem;
    }
    button:last-child {
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class Unsent {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  readonly item = input.required<MessageItem>();

  protected readonly reason = computed(() => {
    const { status, error } = this.item();
    if (status === 'lost') return 'No longer on the server.';
    return error === undefined ? 'Not sent.' : `Not sent. ${problemOfWire(error).text}`;
  });

  protected retry(): void {
    void this.chat.client.retry(this.open.id() ?? '', this.item().id);
  }

  protected discard(): void {
    void this.chat.client.discard(this.open.id() ?? '', this.item().id);
  }
}

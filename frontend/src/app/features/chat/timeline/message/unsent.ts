import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { Icon } from '../../../../shared/icon.ts';
import { MESSAGES } from '../../../../shared/messages.ts';
import { problemOfWire } from '../../../../shared/forms/problem.ts';

/** Why a message or a change to it is not on the server, and what to do about it. */
@Component({
  selector: 'parley-unsent',
  imports: [Icon],
  template: `
    <p><parley-icon name="error" /> {{ reason() }}</p>
    <div>
      <!-- A change that is refused so always is; a message is sealed anew. -->
      @if (!item().damaged && (item().status === 'refused' || item().error?.code !== 'E_SIMPLE_SEALING')) {
        <button type="button" class="quiet" (click)="retry()">
          {{ item().status === 'lost' ? 'Send again' : keyless() ? 'Send without encryption' : 'Retry' }}
        </button>
      }
      <button type="button" class="muted" (click)="discard()">Discard</button>
    </div>
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
  `,
})
export class Unsent {
  private readonly chat = inject(Chat);
  private readonly composing = inject(Composing);
  private readonly open = inject(OpenConversation);
  private readonly toasts = inject(Toasts);
  readonly item = input.required<MessageItem>();

  /** Its peer has no keys yet. In a sealed conversation it is something else: nothing there goes without encryption. */
  protected readonly keyless = computed(() => {
    const protection = this.chat.sealed().get(this.open.id() ?? '')?.protection ?? 'open';
    const isRefused = this.item().error?.code === 'E_NO_KEYS' && protection === 'open';
    return isRefused && this.open.current()?.peer() !== undefined;
  });
  protected readonly reason = computed(() => {
    const { status, error } = this.item();
    if (status === 'lost') return `${MESSAGES.status.lost}.`;
    const why = error === undefined ? '' : problemOfWire(error).text;
    return status === 'refused' ? MESSAGES.notSent(why) : MESSAGES.notChanged(why);
  });

  protected retry(): void {
    const { id } = this.item();
    const openly = this.keyless();
    if (openly) this.composing.openly.set(true);
    void this.toasts.attempt(() => this.chat.client.retry(this.open.id() ?? '', id, { openly }));
  }

  protected discard(): void {
    const { id } = this.item();
    void this.toasts.attempt(() => this.chat.client.discard(this.open.id() ?? '', id));
  }
}

import { Component, computed, inject, signal } from '@angular/core';
import { TIMING } from '@parley/protocol/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { longDate } from '../../../../shared/later/long-date.ts';

/** In place of the composer of a room that the user has left, or that was deleted. */
@Component({
  selector: 'parley-closed-room',
  template: `
    @if (row()?.ended) {
      <p class="muted">{{ until() }}</p>
    } @else {
      <p class="muted">You're no longer in this room.</p>
      <button type="button" class="outlined" [attr.aria-disabled]="joining()" (click)="join()">
        Join again
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: 0.5rem 1rem;
      min-block-size: 60px;
      padding: 0.5rem 1rem;
      border-block-start: 1px solid var(--mat-sys-outline-variant);
      text-align: center;
      text-wrap: balance;
    }
  `,
})
export class ClosedRoom {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly toasts = inject(Toasts);
  protected readonly joining = signal(false);
  protected readonly row = computed(() => this.chat.row(this.open.id() ?? ''));

  protected readonly until = computed(() => {
    const end = this.open
      .current()
      ?.items()
      .find((item) => item.kind === 'notice' && item.body.kind === 'ended');
    if (end?.kind !== 'notice') return 'This room was deleted. You can still read it for a while.';
    return `This room was deleted. You can read it until ${longDate(end.time + TIMING.readOn)}.`;
  });

  protected async join(): Promise<void> {
    if (this.joining()) return;
    this.joining.set(true);
    await this.toasts.attempt(async () => (await this.chat.client.rooms()).join(this.open.id() ?? ''));
    this.joining.set(false);
  }
}

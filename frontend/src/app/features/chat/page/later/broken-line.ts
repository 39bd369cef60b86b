import { Component, computed, effect, inject, signal } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { hasUnopened } from '../has-unopened.ts';
import { NewerLine } from './newer-line.ts';
import { Icon } from '../../../../shared/icon.ts';

/** Nearly all is opened before: a line that is gone at once would only move the messages. */
const OPENING_MS = 2_000;

/** What is wrong with this conversation: its log is inconsistent or lost entries, or some of it can't be shown. */
@Component({
  selector: 'parley-broken-line',
  imports: [Icon, NewerLine],
  template: `
    @if (broken()) {
      <p role="alert">
        <parley-icon name="error" />
        <span>
          <strong>Something is wrong with this conversation on the server.</strong>
          The server sent messages that don't match the earlier ones, as if history had been changed. Those
          messages aren't shown; everything you see here was checked. Please tell your administrator.
        </span>
      </p>
    } @else if (damaged()) {
      <p role="alert">
        <parley-icon name="error" />
        <span>
          <strong>The server has lost a part of this conversation.</strong>
          You can read what's on this device, but nobody can send here until it's restored. Please tell your
          administrator.
        </span>
      </p>
    }
    @if (hasUnknown() || staysUnopened()) {
      <parley-newer-line />
    }
  `,
  styles: `
    p {
      display: flex;
      gap: 0.75rem;
      padding: 0.625rem 1.25rem;
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
      font-size: var(--text-small);
    }
    parley-icon {
      flex: none;
    }
  `,
})
export class BrokenLine {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  protected readonly broken = computed(() => this.chat.broken().has(this.open.id() ?? ''));
  protected readonly hasUnknown = computed(() => this.chat.row(this.open.id() ?? '')?.hasUnknown);
  protected readonly damaged = computed(() => this.chat.damaged().has(this.open.id() ?? ''));
  private readonly unopened = computed(() => hasUnopened(this.open.current()?.items()));
  protected readonly staysUnopened = signal(false);

  constructor() {
    effect((onCleanup) => {
      if (!this.unopened()) return;
      const timer = setTimeout(() => this.staysUnopened.set(true), OPENING_MS);
      onCleanup(() => {
        clearTimeout(timer);
        this.staysUnopened.set(false);
      });
    });
  }
}

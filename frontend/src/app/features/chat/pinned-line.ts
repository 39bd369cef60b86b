import { Component, computed, inject } from '@angular/core';
import { OpenConversation } from '../../core/open-conversation.ts';
import { Icon } from '../../shared/icon.ts';
import { MESSAGES } from '../../shared/messages.ts';
import { messagePreview } from './row-preview.ts';
import { Reader } from './reader.ts';

/** The newest pinned message, and the way to it. */
@Component({
  selector: 'parley-pinned-line',
  imports: [Icon],
  template: `
    @if (seq(); as seq) {
      <button type="button" (click)="reader.goTo(seq)">
        <parley-icon name="pin" /><span class="visually-hidden">Pinned message: </span>
        <span class="ellipsis">{{ text() }}</span>
      </button>
    }
  `,
  styles: `
    button {
      justify-content: flex-start;
      inline-size: 100%;
      border-radius: 0;
      border-block-end: 1px solid var(--mat-sys-outline-variant);
      color: var(--mat-sys-on-surface-variant);
      font-weight: 400;
      font-size: var(--text-small);
    }
    parley-icon {
      inline-size: 1rem;
    }
  `,
})
export class PinnedLine {
  private readonly open = inject(OpenConversation);
  protected readonly reader = inject(Reader);

  protected readonly seq = computed(() => this.open.current()?.details()?.state.pinned.at(-1));
  protected readonly text = computed(() => {
    const seq = this.seq();
    const item = this.open
      .current()
      ?.items()
      .find((item) => item.kind === 'message' && item.seq === seq);
    return item?.kind === 'message' ? messagePreview(item) : MESSAGES.pinned;
  });
}

import { Component, computed, inject, linkedSignal } from '@angular/core';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Icon } from '../../../../shared/icon.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { Chat } from '../../../../core/chat/chat.ts';
import { ACTION_MESSAGES } from '../../../../shared/later/action-messages.ts';
import { isSealed, pins } from './pins.ts';
import { referredPreview } from '../../../../core/chat/referred.ts';

/** The pinned messages, newest first: each click jumps to the one shown and then shows the previous one. */
@Component({
  selector: 'parley-pinned-line',
  imports: [Icon],
  template: `
    @if (seq(); as seq) {
      <button type="button" (click)="show(seq)">
        <parley-icon name="pin" /><span class="visually-hidden">Pinned message: </span>
        <span class="ellipsis">{{ text() }}</span>
        @if (pins().length > 1) {
          <span class="place">{{ place() }}</span>
        }
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
    .place {
      flex: none;
      margin-inline-start: auto;
    }
  `,
})
export class PinnedLine {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly reader = inject(Reader);

  protected readonly pins = pins(() => this.seq());
  private readonly seqs = computed(() => this.pins().map(({ seq }) => seq), { equal: isSame });
  private readonly index = linkedSignal(() => this.seqs().length - 1);
  protected readonly place = computed(() => `${this.index() + 1} of ${this.seqs().length}`);
  private readonly shown = computed(() => this.pins()[this.index()]);
  protected readonly seq = computed(() => this.shown()?.seq);
  protected readonly text = computed(() => {
    const item = this.shown()?.item ?? { kind: 'looking' };
    const isFar = item.kind === 'absent' && isSealed(this.chat.sealed().get(this.open.id() ?? ''));
    return isFar ? ACTION_MESSAGES.pinnedByServersWord : referredPreview(item, 'Pinned message');
  });

  protected show(seq: number): void {
    void this.reader.goTo(seq);
    this.index.update((index) => (index > 0 ? index : this.seqs().length) - 1);
  }
}

function isSame(before: readonly number[], now: readonly number[]): boolean {
  return before.length === now.length && now.every((seq, i) => seq === before[i]);
}

import { Component, computed, inject, linkedSignal } from '@angular/core';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Icon } from '../../../../shared/icon.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { referred, referredPreview } from '../../../../core/chat/referred.ts';

/** The pinned messages, newest first: each click jumps to the one shown and then shows the previous one. */
@Component({
  selector: 'parley-pinned-line',
  imports: [Icon],
  template: `
    @if (seq(); as seq) {
      <button type="button" (click)="show(seq)">
        <parley-icon name="pin" /><span class="visually-hidden">Pinned message: </span>
        <span class="ellipsis">{{ text() }}</span>
        @if (pinned().length > 1) {
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
  private readonly open = inject(OpenConversation);
  private readonly reader = inject(Reader);

  protected readonly pinned = computed(() => this.open.current()?.details()?.state.pinned ?? []);
  private readonly index = linkedSignal(() => this.pinned().length - 1);
  protected readonly place = computed(() => `${this.index() + 1} of ${this.pinned().length}`);
  protected readonly seq = computed(() => this.pinned()[this.index()]);
  private readonly referred = referred(this.seq);
  protected readonly text = computed(() => referredPreview(this.referred(), 'Pinned message'));

  protected show(seq: number): void {
    void this.reader.goTo(seq);
    this.index.update((index) => (index > 0 ? index : this.pinned().length) - 1);
  }
}

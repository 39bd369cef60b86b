import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Printing } from '../printing.ts';
import { foldedText } from './folded-text.ts';
import { isOnlyEmoji } from './is-only-emoji.ts';
import { MessageBlocks } from './message-blocks.ts';
import { parseMessage } from './parse/parse-message.ts';

/** The text of a message: marks shown, emoji alone large, what is long folded before it is built. */
@Component({
  selector: 'parley-message-text',
  imports: [MessageBlocks],
  template: `
    <div [class.large]="onlyEmoji()" [class.folded]="cut()">
      <parley-message-blocks [blocks]="blocks()" />
    </div>
    @if (long()) {
      <button type="button" class="quiet" (click)="folded.set(!folded())" [attr.aria-expanded]="!folded()">
        {{ folded() ? 'Show more' : 'Show less' }}
      </button>
    }
  `,
  styles: `
    div {
      /* Marks that are piled up on a letter stay in the bubble; what has the focus may show its ring. */
      overflow: clip;
      overflow-clip-margin: 0.375rem;
    }
    .large {
      font-size: 2.5rem;
      line-height: 1.2;
    }
    .folded {
      max-block-size: 20lh;
      overflow: hidden;
      mask-image: linear-gradient(#000 85%, transparent);
    }
    button {
      padding-inline: 0;
    }
  `,
})
export class MessageText {
  private readonly printing = inject(Printing);
  readonly text = input.required<string>();
  /** Whom the message told: other names are no mentions. In lower case. */
  readonly told = input<ReadonlySet<string>>(new Set());

  private readonly whole = computed(() => this.text().trim());
  private readonly beginning = computed(() => foldedText(this.whole()));
  protected readonly long = computed(() => this.beginning().length < this.whole().length);
  protected readonly folded = linkedSignal(() => this.long());
  protected readonly cut = computed(() => this.folded() && !this.printing.now());
  protected readonly blocks = computed(() => {
    const told = this.told();
    const shown = this.cut() ? this.beginning() : this.whole();
    return parseMessage(shown, (username) => told.has(username.toLowerCase()));
  });
  protected readonly onlyEmoji = computed(() => isOnlyEmoji(this.text()));
}

import { Component, computed, input, linkedSignal } from '@angular/core';
import { MessageBlocks } from './message-blocks.ts';
import { parseMessage } from './parse-message.ts';

const LINES_SHOWN = 20;
const CHARACTERS_A_LINE = 65;
// As a string, because the compiler's target does not know the flag that "RGI_Emoji" needs.
const ONLY_EMOJI = new RegExp('^(?:\\p{RGI_Emoji}\\s*){1,6}$', 'v');

/** The text of a message: marks shown, emoji alone large, what is long folded. */
@Component({
  selector: 'parley-message-text',
  imports: [MessageBlocks],
  template: `
    <div [class.large]="onlyEmoji()" [class.folded]="folded()">
      <parley-message-blocks [blocks]="blocks()" />
    </div>
    @if (long()) {
      <button type="button" class="quiet" (click)="folded.set(!folded())" [attr.aria-expanded]="!folded()">
        {{ folded() ? 'Show more' : 'Show less' }}
      </button>
    }
  `,
  styles: `
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
  readonly text = input.required<string>();

  protected readonly blocks = computed(() => parseMessage(this.text()));
  protected readonly onlyEmoji = computed(() => ONLY_EMOJI.test(this.text()));
  protected readonly long = computed(() => linesOf(this.text()) > LINES_SHOWN);
  protected readonly folded = linkedSignal(() => this.long());
}

/** Estimated, because measuring would need a layout before the first one. */
function linesOf(text: string): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
}

import { Component, input } from '@angular/core';
import { CodeBlock } from './code-block.ts';
import { InlineText } from './inline-text.ts';
import type { Block } from './parse/tree.ts';

@Component({
  selector: 'parley-message-blocks',
  imports: [CodeBlock, InlineText],
  template: `
    @for (block of blocks(); track $index) {
      @switch (block.kind) {
        @case ('paragraph') {
          <p [dir]="block.dir"><parley-inline-text [content]="block.content" /></p>
        }
        @case ('code') {
          <parley-code-block [language]="block.language" [text]="block.text" />
        }
        @case ('quote') {
          <blockquote [dir]="block.dir"><parley-message-blocks [blocks]="block.blocks" /></blockquote>
        }
        @case ('list') {
          <ul role="list" [dir]="block.dir">
            @for (item of block.items; track $index) {
              <li [style.--level]="item.level">
                <span class="mark">{{ item.mark }}</span>
                <div><parley-inline-text [content]="item.content" /></div>
              </li>
            }
          </ul>
        }
      }
    }
  `,
  styles: `
    p + p {
      margin-block-start: 0.5rem;
    }
    blockquote {
      margin: 0.25rem 0;
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid color-mix(in srgb, currentcolor 25%, transparent);
    }
    ul {
      padding: 0;
      list-style: none;
    }
    /* The mark is text, so that a number is the one that was typed, and has the room it takes. */
    li {
      display: flex;
      gap: 0.5rem;
      padding-inline-start: calc(0.25rem + var(--level) * 1.25rem);
    }
    .mark {
      flex: none;
      min-inline-size: 0.75rem;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    div {
      min-inline-size: 0;
    }
  `,
})
export class MessageBlocks {
  readonly blocks = input.required<readonly Block[]>();
}

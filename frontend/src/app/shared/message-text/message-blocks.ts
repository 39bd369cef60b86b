import { Component, input } from '@angular/core';
import { CodeBlock } from './code-block.ts';
import { InlineText } from './inline-text.ts';
import type { Block } from './tree.ts';

@Component({
  selector: 'parley-message-blocks',
  imports: [CodeBlock, InlineText],
  template: `
    @for (block of blocks(); track $index) {
      @switch (block.kind) {
        @case ('paragraph') {
          <p dir="auto"><parley-inline-text [content]="block.content" /></p>
        }
        @case ('code') {
          <parley-code-block [text]="block.text" />
        }
        @case ('quote') {
          <blockquote><parley-message-blocks [blocks]="block.blocks" /></blockquote>
        }
        @case ('list') {
          @if (block.ordered) {
            <ol [start]="block.start" dir="auto">
              @for (item of block.items; track $index) {
                <li><parley-inline-text [content]="item" /></li>
              }
            </ol>
          } @else {
            <ul dir="auto">
              @for (item of block.items; track $index) {
                <li><parley-inline-text [content]="item" /></li>
              }
            </ul>
          }
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
    ul,
    ol {
      padding-inline-start: 1.4rem;
    }
  `,
})
export class MessageBlocks {
  readonly blocks = input.required<readonly Block[]>();
}

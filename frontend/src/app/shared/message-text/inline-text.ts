import { Component, input } from '@angular/core';
import type { Inline } from './tree.ts';

@Component({
  selector: 'parley-inline-text',
  // Angular makes a place for each case of a switch, taken or not; most nodes are text, and are spared the seldom ones.
  template: `@for (node of content(); track $index) {
    @if (node.kind === 'text') {
      <span>{{ node.text }}</span>
    } @else {
      @switch (node.kind) {
        @case ('code') {
          <code>{{ node.text }}</code>
        }
        @case ('mention') {
          <strong class="mention">&#64;{{ node.username }}</strong>
        }
        @case ('link') {
          <a [href]="node.href" target="_blank" rel="noopener noreferrer">{{ node.text }}</a>
        }
        @case ('strong') {
          <strong><parley-inline-text [content]="node.content" /></strong>
        }
        @case ('emphasis') {
          <em><parley-inline-text [content]="node.content" /></em>
        }
      }
    }
  }`,
  styles: `
    /* What people typed, their lines and double spaces included. */
    span,
    code {
      white-space: pre-wrap;
    }
    code {
      padding: 0.1em 0.3em;
      border-radius: 5px;
      background: color-mix(in srgb, currentcolor 9%, transparent);
      font:
        0.9em/1.4 ui-monospace,
        monospace;
    }
    a {
      color: inherit;
      /* What stands around it cannot turn an address around. */
      direction: ltr;
      unicode-bidi: isolate;
    }
    .mention {
      font-weight: 600;
      color: var(--mat-sys-primary);
    }
  `,
})
export class InlineText {
  readonly content = input.required<readonly Inline[]>();
}

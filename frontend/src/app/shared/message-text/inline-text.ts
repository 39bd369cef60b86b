import { Component, effect, ElementRef, inject, input, ViewEncapsulation } from '@angular/core';
import { inlineNodes } from './inline-nodes.ts';
import type { Inline } from './parse/tree.ts';

/**
 * A run of text. It makes its nodes without a template: Angular keeps a comment in the document for each case that a node
 * is not, which are up to seven beside one word of code.
 */
@Component({
  selector: 'parley-inline-text',
  template: '',
  // What is not of a template has no attribute that styles could be bound to.
  encapsulation: ViewEncapsulation.None,
  styles: `
    parley-inline-text {
      /* What people typed, their lines and double spaces included. */
      white-space: pre-wrap;

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
      /* Backgrounds are taken away there. */
      @media (forced-colors: active) {
        code {
          outline: 1px solid;
        }
      }
    }
  `,
})
export class InlineText {
  readonly content = input.required<readonly Inline[]>();

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => host.replaceChildren(...inlineNodes(this.content())));
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { Names } from '../../../../core/chat/names.ts';
import { MESSAGES } from '../../../../shared/messages.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { referred, referredPreview } from '../../../../core/chat/referred.ts';

/** The message being replied to; a click jumps to it. */
@Component({
  selector: 'parley-quote',
  template: `
    <button type="button" (click)="reader.goTo(seq())">
      <span class="visually-hidden">In reply to </span>
      <span class="name ellipsis">{{ name() }}</span>
      <span class="text ellipsis">{{ text() }}</span>
    </button>
  `,
  styles: `
    button {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-content: stretch;
      inline-size: 100%;
      margin-block-end: 0.25rem;
      padding: 0.125rem 0.625rem;
      border-radius: 4px;
      border-inline-start: 3px solid var(--mat-sys-primary);
      font-size: var(--text-small);
      font-weight: 400;
      text-align: start;
    }
    .name {
      font-weight: 600;
    }
    span {
      max-inline-size: 100%;
    }
  `,
})
export class Quote {
  private readonly names = inject(Names);
  protected readonly reader = inject(Reader);
  readonly seq = input.required<number>();

  private readonly origin = referred(this.seq);
  protected readonly name = computed(() => {
    const origin = this.origin();
    return origin.kind === 'message' ? this.names.person(origin.sender) : MESSAGES.earlier;
  });
  protected readonly text = computed(() => referredPreview(this.origin(), MESSAGES.show));
}

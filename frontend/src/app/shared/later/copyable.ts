import { Component, input, linkedSignal } from '@angular/core';
import { copyText } from '../copy-text.ts';
import { LaterIcon } from './later-icon.ts';

/** A text to pass on, such as a link or a token, with a button that copies it. */
@Component({
  selector: 'parley-copyable',
  imports: [LaterIcon],
  template: `
    <code>{{ text() }}</code>
    <button type="button" class="icon-button" [attr.aria-label]="label()" [title]="label()" (click)="copy()">
      <parley-icon [name]="copied() ? 'check' : 'copy'" />
    </button>
    <span class="visually-hidden" role="status">{{ copied() ? 'Copied' : '' }}</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      padding-inline-start: 0.75rem;
      border-radius: var(--radius-control);
      background: color-mix(in srgb, currentcolor 8%, transparent);
    }
    code {
      flex: 1;
      padding-block: 0.5rem;
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
})
export class Copyable {
  readonly text = input.required<string>();
  /** What the button is called, such as "Copy link". */
  readonly label = input.required<string>();
  protected readonly copied = linkedSignal({ source: this.text, computation: () => false });

  protected async copy(): Promise<void> {
    this.copied.set(await copyText(this.text()));
  }
}

import { Component, input, signal } from '@angular/core';
import { copyText } from '../copy-text.ts';
import { Icon } from '../icon.ts';

@Component({
  selector: 'parley-code-block',
  imports: [Icon],
  template: `
    <pre tabindex="0" role="group" aria-label="Code"><code>{{ text() }}</code></pre>
    <button
      type="button"
      class="icon-button"
      (click)="copy()"
      [attr.aria-label]="copied() ? 'Copied' : 'Copy code'"
      title="Copy code"
    >
      <parley-icon [name]="copied() ? 'check' : 'copy'" />
    </button>
  `,
  styles: `
    :host {
      display: block;
      position: relative;
      margin-block: 0.25rem;
    }
    pre {
      margin: 0;
      padding: 0.625rem 2.75rem 0.625rem 0.75rem;
      max-block-size: 24rem;
      overflow: auto;
      border-radius: 8px;
      background: color-mix(in srgb, currentcolor 7%, transparent);
      font:
        0.875rem/1.5 ui-monospace,
        monospace;
      overflow-wrap: normal;
      direction: ltr;
      text-align: left;
    }
    button {
      position: absolute;
      inset-block-start: 0;
      inset-inline-end: 0;
    }
    /* Long lines pass under it. */
    :host button {
      background: var(--mat-sys-surface-bright);
    }
  `,
})
export class CodeBlock {
  readonly text = input.required<string>();
  protected readonly copied = signal(false);

  protected async copy(): Promise<void> {
    this.copied.set(await copyText(this.text()));
  }
}

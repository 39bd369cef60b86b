import { Component, input, signal } from '@angular/core';
import { copyText } from '../copy-text.ts';
import { Icon } from '../icon.ts';

@Component({
  selector: 'parley-code-block',
  imports: [Icon],
  template: `
    <header>
      <span>{{ language() }}</span>
      <button
        type="button"
        class="icon-button"
        (click)="copy()"
        [attr.aria-label]="copied() ? 'Copied' : 'Copy code'"
        title="Copy code"
      >
        <parley-icon [name]="copied() ? 'check' : 'copy'" />
      </button>
    </header>
    <pre tabindex="0" role="group" aria-label="Code"><code>{{ text() }}</code></pre>
  `,
  styles: `
    :host {
      display: block;
      margin-block: 0.25rem;
      border-radius: 8px;
      background: color-mix(in srgb, currentcolor 7%, transparent);
      direction: ltr;
      text-align: left;
    }
    /* Above the code, which has all of its own room. */
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding-inline-start: 0.75rem;
      font-size: var(--text-tiny);
    }
    :host button {
      min-block-size: 1.75rem;
    }
    pre {
      margin: 0;
      padding: 0 0.75rem 0.625rem;
      max-block-size: 24rem;
      overflow: auto;
      border-radius: 0 0 8px 8px;
      font:
        0.875rem/1.5 ui-monospace,
        monospace;
      overflow-wrap: normal;
    }
    /* Backgrounds are taken away there. */
    @media (forced-colors: active) {
      :host {
        border: 1px solid;
      }
    }
  `,
})
export class CodeBlock {
  /** As it was typed, or empty. */
  readonly language = input.required<string>();
  readonly text = input.required<string>();
  protected readonly copied = signal(false);

  protected async copy(): Promise<void> {
    this.copied.set(await copyText(this.text()));
  }
}

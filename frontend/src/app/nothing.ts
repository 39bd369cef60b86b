import { Component } from '@angular/core';
import { commandKey } from './shared/command-key.ts';

@Component({
  selector: 'parley-nothing',
  template: `
    <h1>Parley</h1>
    <p class="muted">
      Choose a conversation, or press <kbd>{{ command }}</kbd> <kbd>K</kbd> to find somebody.
    </p>
  `,
  styles: `
    :host {
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 0.5rem;
      block-size: 100%;
      padding: 2rem;
      text-align: center;
    }
    h1 {
      font-size: 1.25rem;
    }
    kbd {
      padding: 0.1em 0.4em;
      border-radius: 5px;
      background: var(--mat-sys-surface-container-high);
      font: inherit;
      font-size: var(--text-small);
    }
  `,
})
export class Nothing {
  protected readonly command = commandKey();
}

import { Component, input, output } from '@angular/core';

/** What a server command answered. Only who asked sees it, and it is kept nowhere. */
@Component({
  selector: 'parley-command-answer',
  template: `
    <p class="muted small">/{{ name() }} · only you see this</p>
    <pre role="status">{{ text() }}</pre>
    <button type="button" class="quiet" (click)="closed.emit()">Close</button>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 1fr auto;
      align-items: center;
      gap: 0 1rem;
      padding: 0.5rem 1rem;
    }
    pre {
      grid-row: 2;
      margin: 0;
      max-block-size: 12rem;
      overflow: auto;
      font: inherit;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    button {
      grid-row: span 2;
      align-self: start;
    }
  `,
})
export class CommandAnswer {
  readonly name = input.required<string>();
  readonly text = input.required<string>();
  readonly closed = output();
}

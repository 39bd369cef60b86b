import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Chat } from './core/chat.ts';
import { commandKey } from './shared/command-key.ts';

@Component({
  selector: 'parley-nothing',
  imports: [RouterLink],
  template: `
    <h1>Parley</h1>
    @if (chat.nobodyYet()) {
      <p class="muted">There is no conversation yet.</p>
      <a class="button primary" routerLink="/people">Find somebody</a>
    } @else {
      <p class="muted">
        Choose a conversation, or press <kbd>{{ command }}</kbd> <kbd>K</kbd> to find somebody.
      </p>
    }
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
  protected readonly chat = inject(Chat);
  protected readonly command = commandKey();
}

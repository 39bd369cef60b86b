import { Component, computed, inject } from '@angular/core';
import { Chat } from '../../core/chat/chat.ts';
import { Session } from '../../core/session/session.ts';
import { FirstSteps } from '../../features/chat/list/later/first-steps.ts';
import { commandKey } from '../../shared/command-key.ts';
import { MESSAGES } from '../../shared/messages.ts';

@Component({
  selector: 'parley-nothing',
  imports: [FirstSteps],
  template: `
    @if (chat.nobodyYet()) {
      <h1>
        Welcome to <bdi>{{ name() }}</bdi>
      </h1>
      <parley-first-steps />
    } @else {
      <h1 dir="auto">{{ name() }}</h1>
      @if (!chat.problem()) {
        <p class="muted">
          Choose a conversation, or press <kbd>{{ command }}</kbd> <kbd>K</kbd> to find one.
        </p>
      }
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
    // The list has them where it stands alone.
    @media (width < 640px) {
      parley-first-steps {
        display: none;
      }
    }
    kbd {
      padding: 0.1em 0.4em;
      border-radius: 5px;
      background: var(--mat-sys-surface-container-high);
      font: inherit;
      font-size: var(--text-small);
    }
    kbd + kbd {
      margin-inline-start: 0.25rem;
    }
  `,
})
export class Nothing {
  protected readonly chat = inject(Chat);
  private readonly session = inject(Session);
  protected readonly name = computed(() => this.session.server().name ?? MESSAGES.product);
  protected readonly command = commandKey();
}

import { Component, DOCUMENT, effect, inject, input } from '@angular/core';
import { Session } from '../../core/session/session.ts';

/** The plain page around a form for users who are not logged in. */
@Component({
  selector: 'parley-login-frame',
  template: `
    <main>
      <div class="brand">
        @if (server().icon; as icon) {
          <img [src]="icon" alt="" />
        } @else {
          <svg viewBox="0 0 32 32">
            <rect width="32" height="32" rx="9" />
            <path d="M9 10.5h14M9 16h9M9 21.5h5" />
          </svg>
        }
        <span dir="auto">{{ server().name ?? 'Parley' }}</span>
      </div>
      <h1>{{ heading() }}</h1>
      <ng-content />
    </main>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      align-content: start;
      block-size: 100%;
      overflow-y: auto;
      padding: clamp(2rem, 14vh, 9rem) 1.25rem 2rem;
      background: var(--mat-sys-surface-container-low);
    }
    main {
      display: grid;
      gap: 1rem;
      inline-size: min(22rem, 100%);
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      margin-block-end: 1rem;
      font-weight: 600;
      letter-spacing: -0.01em;
    }
    svg,
    img {
      inline-size: 2rem;
      border-radius: 28%;
    }
    rect {
      fill: var(--mat-sys-primary);
    }
    path {
      stroke: var(--mat-sys-on-primary);
      stroke-width: 3;
      stroke-linecap: round;
    }
    h1 {
      font-size: 1.5rem;
      font-weight: 600;
      letter-spacing: -0.015em;
    }
  `,
})
export class LoginFrame {
  readonly heading = input.required<string>();
  protected readonly server = inject(Session).server;
  private readonly document = inject(DOCUMENT);

  constructor() {
    effect(() => {
      const { name } = this.server();
      if (name !== undefined) this.document.title = name;
    });
  }
}

import { Component, effect, signal } from '@angular/core';
import { missingPart } from '../../core/parts/parts.ts';
import { whyMissing, type WhyMissing } from '../../core/parts/why-missing.ts';

/** Says why a requested part does not open. Loaded right after the page, because later it may be missing itself. */
@Component({
  selector: 'parley-missing-note',
  // An alert only while there is one: to a screen reader an empty one is a second place to look at.
  host: { '[attr.role]': "why() === undefined ? null : 'alert'", '[class.shown]': 'why() !== undefined' },
  template: `
    @if (why(); as why) {
      @switch (why) {
        @case ('outdated') {
          <p>There's a new version of Parley. Reload to use it.</p>
        }
        @case ('broken') {
          <p>A part of Parley didn't load. Reload to try again.</p>
        }
        @case ('unreachable') {
          <p>You're offline, and this part of Parley isn't on this device yet. Try again when you're back.</p>
        }
      }
      @if (why !== 'unreachable') {
        <button type="button" class="primary" (click)="reload()">Reload</button>
      }
      <button type="button" class="quiet" (click)="dismiss()">Not now</button>
    }
  `,
  styles: `
    :host(.shown) {
      position: fixed;
      inset-block-start: 0.75rem;
      inset-inline: 0;
      z-index: 1100;
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      align-items: center;
      inline-size: fit-content;
      max-inline-size: calc(100% - 2rem);
      margin-inline: auto;
      padding: 0.5rem 0.75rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-bright);
      box-shadow: var(--shadow-float);
    }
    p {
      margin: 0;
    }
  `,
})
export class MissingNote {
  protected readonly why = signal<WhyMissing | undefined>(undefined);

  constructor() {
    effect(() => {
      const missing = missingPart();
      if (missing !== undefined) void this.say(missing.asked);
    });
  }

  protected dismiss(): void {
    this.why.set(undefined);
  }

  protected reload(): void {
    location.reload();
  }

  /** Without the server, a failed background load is not reported: the user's next request tries again. */
  private async say(asked: boolean): Promise<void> {
    const why = await whyMissing();
    if (asked || why !== 'unreachable') this.why.set(why);
  }
}

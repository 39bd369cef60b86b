import { Component, inject } from '@angular/core';
import { AppUpdate } from '../../parts/later/app-update.ts';

/** Shown instead of the application if the server no longer understands this version. The local copy stays as it is. */
@Component({
  selector: 'parley-outdated',
  template: `
    <main>
      <h1>Reload to continue</h1>
      <p>
        The server has a newer version of Parley, and this page is too old for it. What you've written is
        kept: unsent messages go out after you reload, and drafts stay where they are.
      </p>
      <button type="button" class="primary" [disabled]="reloading" (click)="reload()">Reload</button>
    </main>
  `,
  styles: `
    :host {
      display: grid;
      place-items: center;
      min-block-size: 100dvh;
      padding: 1.5rem;
    }
    main {
      display: grid;
      gap: 1rem;
      justify-items: start;
      max-inline-size: 34rem;
    }
    h1 {
      font-size: 1.5rem;
    }
  `,
})
export class Outdated {
  private readonly update = inject(AppUpdate);
  protected reloading = false;

  protected reload(): Promise<void> {
    this.reloading = true;
    return this.update.reload();
  }
}

import { DestroyRef, inject, Service, signal } from '@angular/core';

/** The time, updated every half minute, for relative times. */
@Service()
export class Clock {
  private readonly time = signal(Date.now());
  readonly now = this.time.asReadonly();

  constructor() {
    const timer = setInterval(() => this.look(), 30_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Something ends now: what depends on the time is to say so at once. */
  look(): void {
    this.time.set(Date.now());
  }
}

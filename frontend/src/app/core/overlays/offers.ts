import { computed, inject, Service, signal } from '@angular/core';
import { Toasts } from './toasts.ts';

/** A suggestion to the user that can wait. */
export interface Offer {
  readonly text: string;
  readonly action: string;
  readonly accept: () => unknown;
  /** Called when the user dismisses the offer. */
  readonly decline?: () => void;
  /** Whether the offer still applies; reads signals. */
  readonly stands?: () => boolean;
}

/** Offers shown in the layout until the user accepts or dismisses them, one at a time. */
@Service()
export class Offers {
  private readonly toasts = inject(Toasts);
  private readonly made = signal<readonly Offer[]>([]);
  readonly current = computed(() => this.made().find(({ stands }) => stands?.() ?? true));

  /** Replaces an earlier offer with the same text. */
  make(offer: Offer): void {
    this.made.update((made) => [...made.filter(({ text }) => text !== offer.text), offer]);
  }

  accept(offer: Offer): Promise<void> {
    this.withdraw(offer);
    return this.toasts.attempt(() => offer.accept());
  }

  decline(offer: Offer): void {
    this.withdraw(offer);
    offer.decline?.();
  }

  private withdraw(offer: Offer): void {
    this.made.update((made) => made.filter((other) => other !== offer));
  }
}

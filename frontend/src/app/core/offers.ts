import { computed, inject, Service, signal } from '@angular/core';
import { Toasts } from './toasts.ts';

/** Something to do that can wait. */
export interface Offer {
  readonly text: string;
  readonly action: string;
  readonly accept: () => unknown;
  /** Called where the person puts the offer off. */
  readonly decline?: () => void;
  /** Whether there is still something to offer; reads signals. */
  readonly stands?: () => boolean;
}

/** What stands in the layout until the person takes it up or puts it off. One offer is shown at a time. */
@Service()
export class Offers {
  private readonly toasts = inject(Toasts);
  private readonly made = signal<readonly Offer[]>([]);
  readonly current = computed(() => this.made().find(({ stands }) => stands?.() ?? true));

  /** An offer of the same text takes the place of the earlier one. */
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

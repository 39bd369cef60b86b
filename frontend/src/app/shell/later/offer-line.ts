import { Component, inject } from '@angular/core';
import { Offers } from '../../core/overlays/offers.ts';

/** An offer above the panes, where it covers nothing. */
@Component({
  selector: 'parley-offer-line',
  template: `
    @if (offers.current(); as offer) {
      <section aria-label="Suggestion">
        <p role="status">{{ offer.text }}</p>
        <button type="button" class="quiet" (click)="offers.accept(offer)">{{ offer.action }}</button>
        <button type="button" (click)="offers.decline(offer)">Not now</button>
      </section>
    }
  `,
  styles: `
    section {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 0 0.25rem;
      padding: 0.125rem 0.75rem;
      border-block-end: 1px solid var(--mat-sys-outline-variant);
      background: var(--mat-sys-surface-container);
      font-size: var(--text-small);
    }
    p {
      padding-block: 0.375rem;
      margin-inline-end: 0.5rem;
      line-height: 1.3;
    }
    button {
      flex: none;
      padding-inline: 0.625rem;
    }
    @media (width < 20rem) {
      section {
        flex-wrap: wrap;
      }
    }
  `,
})
export class OfferLine {
  protected readonly offers = inject(Offers);
}

import { Component, computed, input } from '@angular/core';
import type { DeliveryStatus } from '@parley/client';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';
import { MESSAGES } from './messages.ts';

const ICON_OF: Readonly<Record<DeliveryStatus, IconName>> = {
  pending: 'clock',
  sent: 'check',
  delivered: 'checks',
  read: 'checks',
  refused: 'error',
  lost: 'error',
};

/** How far a message of one's own has come: clock, tick, two ticks, two filled ticks; the same in words. */
@Component({
  selector: 'parley-delivery-mark',
  imports: [Icon],
  host: { '[class]': 'status()', '[title]': 'words()' },
  template: `<parley-icon [name]="icon()" /><span class="visually-hidden">{{ words() }}</span>`,
  styles: `
    :host {
      display: inline-flex;
      color: var(--mat-sys-on-surface-variant);
    }
    parley-icon {
      inline-size: 1.0625rem;
      block-size: 1.0625rem;
    }
    /* Filled: a disc behind the ticks, so that the difference is not in colour alone. */
    :host(.read) parley-icon {
      border-radius: 9px;
      background: var(--mat-sys-primary);
      color: var(--mat-sys-on-primary);
    }
    :host(.refused),
    :host(.lost) {
      color: var(--mat-sys-error);
    }
  `,
})
export class DeliveryMark {
  readonly status = input.required<DeliveryStatus>();
  protected readonly icon = computed(() => ICON_OF[this.status()]);
  protected readonly words = computed(() => MESSAGES.status[this.status()]);
}

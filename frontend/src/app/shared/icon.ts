import { Component, computed, input } from '@angular/core';
import { ICONS, type IconName } from './icons.ts';

/** Decoration only: the meaning is in the button's name or in the text beside it. Drawn by `styles.scss`. */
@Component({
  selector: 'parley-icon',
  host: { 'aria-hidden': 'true' },
  template: `<svg viewBox="0 0 24 24"><path [attr.d]="path()" /></svg>`,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => ICONS[this.name()]);
}

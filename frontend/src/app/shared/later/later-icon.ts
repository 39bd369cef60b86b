import { Component, computed, input } from '@angular/core';
import { LATER_ICONS, type LaterIconName } from './later-icons.ts';

/** `Icon` for parts that are loaded later, with more icons. */
@Component({
  selector: 'parley-icon',
  // Angular tells components apart by what they are made of, and this one is made like `Icon`.
  host: { 'aria-hidden': 'true', class: 'later' },
  template: `<svg viewBox="0 0 24 24"><path [attr.d]="path()" /></svg>`,
})
export class LaterIcon {
  readonly name = input.required<LaterIconName>();
  protected readonly path = computed(() => LATER_ICONS[this.name()]);
}

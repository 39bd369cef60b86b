import { Component, input } from '@angular/core';

/** Tells password managers whose password a form sets. Users see the name elsewhere. */
@Component({
  selector: 'parley-account-name',
  template: `
    <input
      type="text"
      class="visually-hidden"
      name="username"
      autocomplete="username"
      readonly
      tabindex="-1"
      aria-hidden="true"
      [value]="username()"
    />
  `,
  styles: `
    :host {
      position: absolute;
    }
  `,
})
export class AccountName {
  readonly username = input.required<string>();
}

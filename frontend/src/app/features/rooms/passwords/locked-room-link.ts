import { Component, input } from '@angular/core';
import { Copyable } from '../../../shared/later/copyable.ts';
import { PASSWORD_MESSAGES } from './password-messages.ts';

/** A link with the password of a room in it, while the page still knows that. */
@Component({
  selector: 'parley-locked-room-link',
  imports: [Copyable],
  template: `
    <parley-copyable [text]="link()" label="Copy link" />
    <p class="small muted" role="status">{{ messages.linkFor }} {{ messages.linkEnds }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
    }
  `,
})
export class LockedRoomLink {
  readonly link = input.required<string>();
  protected readonly messages = PASSWORD_MESSAGES;
}

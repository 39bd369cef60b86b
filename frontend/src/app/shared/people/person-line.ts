import { Component, input } from '@angular/core';
import type { User } from '@parley/protocol';
import { Avatar } from './avatar.ts';
import { NameText } from './name-text.ts';
import { MESSAGES } from '../messages.ts';

/** A person in a list: avatar, name, username. */
@Component({
  selector: 'parley-person-line',
  imports: [Avatar, NameText],
  template: `
    <parley-avatar
      [id]="user().uid"
      [name]="user().displayName"
      [colour]="user().colour ?? undefined"
      [online]="online()"
    />
    <span class="text">
      <parley-name
        [title]="user().displayName"
        [name]="user().displayName"
        [machine]="user().kind === 'machine'"
      />
      @if (online()) {
        <span class="visually-hidden">{{ messages.online }}</span>
      }
      <span class="ellipsis muted small"
        >&#64;{{ user().username }}{{ note() === '' ? '' : ' · ' + note() }}</span
      >
    </span>
  `,
  styles: `
    :host {
      flex: 1;
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-inline-size: 0;
    }
    .text {
      display: grid;
      min-inline-size: 0;
      text-align: start;
      font-weight: 500;
      line-height: 1.3;
    }
    .muted {
      font-weight: 400;
    }
  `,
})
export class PersonLine {
  protected readonly messages = MESSAGES;
  readonly user = input.required<User>();
  readonly online = input<boolean>();
  /** After the username: a role, "you". */
  readonly note = input('');
}

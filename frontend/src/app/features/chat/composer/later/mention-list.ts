import { afterNextRender, Component, inject, output } from '@angular/core';
import type { User } from '@parley/protocol';
import { Avatar } from '../../../../shared/people/avatar.ts';
import { NameText } from '../../../../shared/people/name-text.ts';
import { mentionable } from '../mentionable.ts';
import { Mentioning } from '../mentioning.ts';

/** Candidates for the mention being typed. The field keeps the focus and moves the selection. */
@Component({
  selector: 'parley-mention-list',
  imports: [Avatar, NameText],
  template: `
    @if (mentioning.offered().length > 0) {
      <ul id="mentions" role="listbox" aria-label="Mention">
        @for (user of mentioning.offered(); track user.uid) {
          <li
            role="option"
            tabindex="-1"
            [id]="'mention-' + $index"
            [attr.aria-selected]="$index === mentioning.active()"
            (pointerdown)="$event.preventDefault(); chosen.emit(user)"
          >
            <parley-avatar size="small" [id]="user.uid" [name]="user.displayName" [colour]="user.colour" />
            <parley-name [name]="user.displayName" [machine]="user.kind === 'machine'" />
            <span class="username muted small">&#64;{{ user.username }}</span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    @use '../../../../../styles/offered';
    @include offered.offered;
    .username {
      flex: none;
      margin-inline-start: auto;
    }
  `,
})
export class MentionList {
  protected readonly mentioning = inject(Mentioning);
  readonly chosen = output<User>();

  constructor() {
    this.mentioning.find.set(mentionable);
    afterNextRender(() => this.mentioning.isShown.set(true));
  }
}

import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { AccountInfo, User } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { Clock } from '../../../core/device/clock.ts';
import { lastSeenTime, listTime } from '../../../shared/dates.ts';
import { LaterIcon } from '../../../shared/later/later-icon.ts';
import { PersonLine } from '../../../shared/people/person-line.ts';
import { PEOPLE_MESSAGES } from './people-messages.ts';

/** An account: who it is, where it is logged in, when it was seen, who invited it, and what can be done with it. */
@Component({
  selector: 'parley-account-line',
  imports: [LaterIcon, PersonLine],
  templateUrl: './account-line.html',
  styleUrl: './account-line.scss',
})
export class AccountLine {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  readonly account = input.required<AccountInfo>();
  readonly inviter = input<User>();
  readonly hasMenu = input.required<boolean>();
  /** The menu is wanted, at this element. */
  readonly menu = output<HTMLElement>();

  protected readonly showsDevices = signal(false);
  protected readonly note = computed(() => {
    const { user } = this.account();
    const parts = [
      user.admin ? PEOPLE_MESSAGES.administrator : '',
      user.uid === this.chat.me().uid ? PEOPLE_MESSAGES.you : '',
      user.removed && this.account().deletedAt === undefined ? PEOPLE_MESSAGES.deactivated : '',
    ];
    return parts.filter((part) => part !== '').join(', ');
  });
  protected readonly where = computed(() => {
    const { user, devices } = this.account();
    return user.kind === undefined
      ? PEOPLE_MESSAGES.devices(devices.length)
      : PEOPLE_MESSAGES.tokens(devices.length);
  });
  protected readonly seen = computed(() => {
    const { online, lastSeen, deletedAt } = this.account();
    if (deletedAt !== undefined) return PEOPLE_MESSAGES.removed(listTime(deletedAt, this.clock.now()));
    if (online) return PEOPLE_MESSAGES.online;
    return lastSeen === undefined ? PEOPLE_MESSAGES.neverSeen : PEOPLE_MESSAGES.seen(this.when(lastSeen));
  });
  protected readonly invited = computed(() => {
    const inviter = this.inviter();
    return inviter === undefined ? '' : PEOPLE_MESSAGES.invitedBy(inviter.displayName);
  });
  /** Those used last come first. */
  protected readonly devices = computed(() =>
    this.account()
      .devices.toSorted((a, b) => b.lastSeenAt - a.lastSeenAt)
      .map(({ name, lastSeenAt }) => ({ name, used: PEOPLE_MESSAGES.used(this.when(lastSeenAt)) })),
  );

  private when(time: number): string {
    return lastSeenTime(time, this.clock.now());
  }
}

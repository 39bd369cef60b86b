import { Component, computed, inject, input, output } from '@angular/core';
import type { RoomMember, Uuid } from '@parley/protocol';
import { knownRole } from '@parley/protocol/core';
import { Chat } from '../../../core/chat/chat.ts';
import { Clock } from '../../../core/device/clock.ts';
import { whenOf } from '../../../shared/later/when-of.ts';
import { LaterIcon } from '../../../shared/later/later-icon.ts';
import { PagedList } from '../../../shared/later/paged-list.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { PersonLine } from '../../../shared/people/person-line.ts';
import { ORDER_MESSAGES } from '../order/order-messages.ts';
import { MemberSearch } from './member-search.ts';
import { ROOM_MESSAGES } from '../room-messages.ts';

/** A member whose menu is wanted, and the element that it opens at. */
export interface WantedMenu {
  readonly member: RoomMember;
  readonly origin: HTMLElement;
}

/** Who is in the open room, a page after the other: who is online first. */
@Component({
  selector: 'parley-room-members',
  imports: [LaterIcon, PagedList, PersonLine],
  providers: [MemberSearch],
  templateUrl: './room-members.html',
  styleUrl: './room-members.scss',
})
export class RoomMembers {
  protected readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  protected readonly search = inject(MemberSearch);

  readonly count = input.required<number>();
  /** The menu of a member is wanted. */
  readonly menu = output<WantedMenu>();

  protected readonly heading = computed(() => MESSAGES.members(this.count()));
  protected readonly noneMatch = computed(() => ROOM_MESSAGES.noMembers(this.search.query().trim()));

  protected note({ user, role, mutedUntil = 0 }: RoomMember): string {
    const known = knownRole(role) ?? 'member';
    const parts = [
      known === 'member' ? '' : known,
      this.isMe(user.uid) ? 'you' : '',
      user.removed ? 'deactivated' : '',
      mutedUntil > this.clock.now() ? ORDER_MESSAGES.mutedUntil(whenOf(mutedUntil, this.clock.now())) : '',
    ];
    return parts.filter((part) => part !== '').join(', ');
  }

  protected isMe(uid: Uuid): boolean {
    return uid === this.chat.me().uid;
  }

  /** Asks again, after a change that the number of members does not show. */
  reload(): void {
    this.search.reload();
  }
}

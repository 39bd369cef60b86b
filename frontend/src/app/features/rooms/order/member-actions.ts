import { inject, Service } from '@angular/core';
import type { Role, RoomMember, Uuid } from '@parley/protocol';
import { knownRole, outranks } from '@parley/protocol/core';
import { Chat } from '../../../core/chat/chat.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { part } from '../../../core/parts/parts.ts';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import type { MenuEntry } from '../../../shared/menu-entry.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

/** A room, and what its list of members does after one of them changed. */
interface Place {
  readonly room: Uuid;
  readonly changed: () => void;
}

/** What owners and admins of a room can do with a member. The server decides; this only does not offer the rest. */
@Service()
export class MemberActions {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  /** @param mine the user's own role */
  entries(member: RoomMember, mine: Role | null, place: Place): readonly MenuEntry[] {
    const role = knownRole(member.role) ?? 'member';
    if (!outranks(mine, role)) return [];
    return [
      ...(mine === 'owner' ? this.roles(member, role, place) : []),
      this.muting(member, place),
      { label: 'Remove from room', icon: 'leave', danger: true, run: () => this.remove(member, place) },
      { label: 'Ban from room', icon: 'block', danger: true, run: () => this.ban(member, place) },
    ];
  }

  private roles({ user }: RoomMember, now: Role, place: Place): MenuEntry[] {
    const { groups } = this.chat.client;
    const wanted = (['owner', 'admin', 'member'] as const).filter((role) => role !== now);
    return wanted.map((role) => ({
      label: `Make ${role}`,
      icon: 'person',
      run: () => this.change(place, () => groups.changeRole(place.room, user.uid, role)),
    }));
  }

  private muting(member: RoomMember, place: Place): MenuEntry {
    const isMuted = (member.mutedUntil ?? 0) > Date.now();
    return isMuted
      ? { label: 'Let write again', icon: 'speech', run: () => this.mute(member, 0, place) }
      : { label: 'Mute', icon: 'speechOff', run: () => this.askAndMute(member, place) };
  }

  private async askAndMute(member: RoomMember, place: Place): Promise<void> {
    const load = () => part(() => import('./mute-member.ts')).then(({ MuteMember }) => MuteMember);
    const { displayName } = member.user;
    const data = displayName;
    const seconds = await this.dialogs.show<number>(ORDER_MESSAGES.mute(displayName), load, { data });
    if (seconds !== undefined) await this.mute(member, seconds, place);
  }

  private async mute({ user }: RoomMember, seconds: number, place: Place): Promise<void> {
    const { order } = await this.chat.client.rooms();
    await this.change(place, () => order.mute(place.room, user.uid, seconds));
    const said = seconds > 0 ? ORDER_MESSAGES.muted : ORDER_MESSAGES.unmuted;
    await this.toasts.say(said(user.displayName));
  }

  private async remove({ user }: RoomMember, place: Place): Promise<void> {
    await this.change(place, () => this.chat.client.groups.remove(place.room, user.uid));
    await this.toasts.say(ACTION_MESSAGES.memberRemoved(user.displayName));
  }

  private async ban({ user }: RoomMember, place: Place): Promise<void> {
    if (!(await this.confirm.ask(ORDER_MESSAGES.ban(user.displayName)))) return;
    const { order } = await this.chat.client.rooms();
    await this.change(place, () => order.ban(place.room, user.uid));
    await this.toasts.say(ORDER_MESSAGES.banned(user.displayName));
  }

  /** The list shows them as they are by then, also where the server refused. */
  private async change({ changed }: Place, command: () => Promise<void>): Promise<void> {
    try {
      await command();
    } finally {
      changed();
    }
  }
}

import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import type { Role, RoomMember, Uuid } from '@parley/protocol';
import { currentMembers, knownRole, outranks, roleOf } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { Menus } from '../../core/overlays/menus.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { part } from '../../core/parts/parts.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { ConversationName } from '../../shared/later/conversation-name.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import type { MenuEntry } from '../../shared/menu-entry.ts';
import { RoomMembers, type WantedMenu } from './room-members.ts';
import { ROOM_MESSAGES } from './room-messages.ts';
import { roomNameProblem } from './room-name-problem.ts';

/** A room: its name and members, and what the user's role allows. The server decides; the page only hides the rest. */
@Component({
  selector: 'parley-room-details',
  imports: [ConversationName, LaterIcon, ProblemNote, RoomMembers],
  templateUrl: './room-details.html',
  styleUrl: './room-details.scss',
})
export class RoomDetails {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly confirm = inject(Confirm);
  private readonly dialogs = inject(Dialogs);
  private readonly menus = inject(Menus);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  readonly conversation = input.required<Uuid>();
  readonly offline = input.required<boolean>();

  private readonly list = viewChild(RoomMembers);
  protected readonly messages = ROOM_MESSAGES;
  protected readonly nameProblem = roomNameProblem;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly row = computed(() => this.chat.row(this.conversation()));
  private readonly role = computed(() => this.row()?.role ?? null);
  protected readonly mayManage = computed(() => this.role() === 'owner' || this.role() === 'admin');
  /** Whether nothing can be changed here any more, or not by this version. */
  protected readonly isFixed = computed(() => {
    const row = this.row();
    return row === undefined || row.ended || row.needsNewerVersion;
  });

  protected rename(name: string): Promise<void> {
    return this.attempt(() => this.chat.client.groups.rename(this.conversation(), name));
  }

  protected async memberMenu({ member, origin }: WantedMenu): Promise<void> {
    const { uid, displayName } = member.user;
    await this.menus.open(origin, displayName, [
      {
        label: 'Message',
        icon: 'mail',
        run: () => this.router.navigate(['/c', directConversation(this.chat.client, uid)]),
      },
      ...this.changesOf(member),
    ]);
  }

  protected async leave(): Promise<void> {
    if (this.isOnlyOwner()) {
      if (await this.confirm.ask(ROOM_MESSAGES.onlyOwner)) this.list()?.focusFirst();
      return;
    }
    if (!(await this.confirm.ask(ROOM_MESSAGES.leave))) return;
    await this.attempt(() => this.chat.client.groups.leave(this.conversation()));
  }

  protected async end(): Promise<void> {
    const load = () => part(() => import('./delete-room.ts')).then(({ DeleteRoom }) => DeleteRoom);
    const data = this.row()?.name ?? '';
    const sure = await this.dialogs.show<boolean>(ROOM_MESSAGES.deleteRoom, load, { data });
    if (sure === true) await this.attempt(() => this.chat.client.groups.end(this.conversation()));
  }

  /** The server refuses to let them leave, also where nobody else is in. */
  private isOnlyOwner(): boolean {
    const state = this.open.current()?.details()?.state;
    if (this.role() !== 'owner' || state === undefined) return false;
    return currentMembers(state).filter((uid) => roleOf(state, uid) === 'owner').length === 1;
  }

  private changesOf({ user, role }: RoomMember): MenuEntry[] {
    const now = knownRole(role) ?? 'member';
    if (this.isFixed() || !outranks(this.role(), now)) return [];
    const make = (label: string, wanted: Role): MenuEntry => ({
      label,
      icon: 'person',
      run: () => this.change(() => this.chat.client.groups.changeRole(this.conversation(), user.uid, wanted)),
    });
    const roles =
      this.role() === 'owner'
        ? [make('Make owner', 'owner'), make('Make admin', 'admin'), make('Make member', 'member')]
        : [];
    return [
      ...roles.filter(({ label }) => label !== `Make ${now}`),
      {
        label: 'Remove from room',
        icon: 'leave',
        danger: true,
        run: () => this.remove(user.uid, user.displayName),
      },
    ];
  }

  private async remove(uid: Uuid, name: string): Promise<void> {
    await this.change(async () => {
      await this.chat.client.groups.remove(this.conversation(), uid);
      await this.toasts.say(ACTION_MESSAGES.memberRemoved(name));
    });
  }

  /** A change of a member, whom the list then shows as they are. */
  private async change(command: () => Promise<void>): Promise<void> {
    await this.attempt(command);
    this.list()?.reload();
  }

  private async attempt(command: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await command();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}

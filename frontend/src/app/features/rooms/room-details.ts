import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import type { User, Uuid } from '@parley/protocol';
import { currentMembers, roleOf } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { Menus } from '../../core/overlays/menus.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { part } from '../../core/parts/parts.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { ConversationName } from '../../shared/later/conversation-name.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import type { RoomToDelete } from './delete-room.ts';
import { RoomMembers, type WantedMenu } from './members/room-members.ts';
import { BannedPeople } from './order/banned-people.ts';
import type { Choosing } from './order/choose-member.ts';
import { MemberActions } from './order/member-actions.ts';
import { ORDER_MESSAGES } from './order/order-messages.ts';
import { RoomAbout } from './order/room-about.ts';
import { RoomRules } from './order/room-rules.ts';
import { RoomHooks } from './hooks/room-hooks.ts';
import { RoomPassword } from './passwords/room-password.ts';
import { ROOM_MESSAGES } from './room-messages.ts';
import { roomNameProblem } from './room-name-problem.ts';

/** A room: what it is about, its rules and members, and what the user's role allows. The server decides; the page only hides the rest. */
@Component({
  selector: 'parley-room-details',
  imports: [
    BannedPeople,
    ConversationName,
    LaterIcon,
    ProblemNote,
    RoomAbout,
    RoomHooks,
    RoomMembers,
    RoomPassword,
    RoomRules,
  ],
  templateUrl: './room-details.html',
  styleUrl: './room-details.scss',
})
export class RoomDetails {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly actions = inject(MemberActions);
  private readonly confirm = inject(Confirm);
  private readonly dialogs = inject(Dialogs);
  private readonly menus = inject(Menus);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  readonly conversation = input.required<Uuid>();
  readonly offline = input.required<boolean>();

  private readonly list = viewChild(RoomMembers);
  protected readonly messages = ROOM_MESSAGES;
  protected readonly order = ORDER_MESSAGES;
  protected readonly nameProblem = roomNameProblem;
  protected readonly showsBanned = signal(false);
  protected readonly showsHooks = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly row = computed(() => this.chat.row(this.conversation()));
  private readonly role = computed(() => this.row()?.role ?? null);
  /** Whether nothing can be changed here any more, or not by this version. */
  protected readonly isFixed = computed(() => {
    const row = this.row();
    return row === undefined || row.ended || row.needsNewerVersion;
  });
  protected readonly mayManage = computed(
    () => !this.isFixed() && (this.role() === 'owner' || this.role() === 'admin'),
  );
  /** None while the room's state is unknown. */
  private readonly owners = computed(() => {
    const state = this.open.current()?.details()?.state;
    return state === undefined ? [] : currentMembers(state).filter((uid) => roleOf(state, uid) === 'owner');
  });
  /** Whether the user, an administrator of the server, may give the room an owner. */
  protected readonly isAbandoned = computed(
    () =>
      this.chat.me().admin &&
      this.role() !== null &&
      !this.isFixed() &&
      this.owners().length > 0 &&
      this.owners().every((uid) => this.chat.user(uid)?.removed === true),
  );

  protected readonly isLocked = computed(() => this.open.current()?.details()?.state.lock !== undefined);

  protected readonly rename = (name: string) => this.chat.client.groups.rename(this.conversation(), name);

  protected async memberMenu({ member, origin }: WantedMenu): Promise<void> {
    const { uid, displayName } = member.user;
    const place = { room: this.conversation(), changed: () => this.list()?.reload() };
    await this.menus.open(origin, displayName, [
      {
        label: 'Message',
        icon: 'mail',
        run: () => this.router.navigate(['/c', directConversation(this.chat.client, uid)]),
      },
      ...(this.isFixed() ? [] : this.actions.entries(member, this.role(), place)),
    ]);
  }

  protected async leave(): Promise<void> {
    if (this.role() === 'owner' && this.owners().length === 1) return this.leaveToNext();
    const question = this.isLocked() ? ROOM_MESSAGES.leaveLocked : ROOM_MESSAGES.leave;
    if (!(await this.confirm.ask(question))) return;
    await this.attempt(() => this.chat.client.groups.leave(this.conversation()));
  }

  /** @param why it is offered, where it was not asked for */
  protected async end(why?: string): Promise<void> {
    const load = () => part(() => import('./delete-room.ts')).then(({ DeleteRoom }) => DeleteRoom);
    const data: RoomToDelete = { name: this.row()?.name ?? '', ...(why !== undefined && { why }) };
    const sure = await this.dialogs.show<boolean>(ROOM_MESSAGES.deleteRoom, load, { data });
    if (sure !== true) return;
    // Somebody may have come in while the name was typed: then there is whom to leave it to.
    if (why !== undefined && this.row()?.memberCount !== 1) return this.leave();
    await this.attempt(() => this.chat.client.groups.end(this.conversation()));
  }

  protected async handOver(): Promise<void> {
    const next = await this.choose({ question: ORDER_MESSAGES.handOver });
    if (next === undefined) return;
    await this.attempt(async () => {
      await this.makeOwner(next);
      await this.chat.client.groups.changeRole(this.conversation(), this.chat.me().uid, 'admin');
      await this.toasts.say(ORDER_MESSAGES.handedOver(next.displayName));
    });
  }

  protected async appoint(): Promise<void> {
    const next = await this.choose({ question: ORDER_MESSAGES.appointOwner, withMe: true });
    if (next === undefined) return;
    await this.attempt(async () => {
      await (await this.chat.client.rooms()).order.appoint(this.conversation(), next.uid);
      await this.toasts.say(ORDER_MESSAGES.handedOver(next.displayName));
    });
  }

  /** A room needs an owner: the last one chooses the next, or deletes it where nobody else is in. */
  private async leaveToNext(): Promise<void> {
    if (this.row()?.memberCount === 1) return this.end(ORDER_MESSAGES.onlyMember);
    const next = await this.choose({ question: ORDER_MESSAGES.nextOwner });
    if (next === undefined) return;
    await this.attempt(async () => {
      await this.makeOwner(next);
      await this.chat.client.groups.leave(this.conversation());
    });
  }

  private async makeOwner({ uid }: User): Promise<void> {
    await this.chat.client.groups.changeRole(this.conversation(), uid, 'owner');
  }

  private choose(choosing: Omit<Choosing, 'room'>): Promise<User | undefined> {
    const load = () =>
      part(() => import('./order/choose-member.ts')).then(({ ChooseMember }) => ChooseMember);
    const data: Choosing = { ...choosing, room: this.conversation() };
    return this.dialogs.show<User>(choosing.question.title, load, { data });
  }

  /** Who is owner does not show in the number of members: the list asks again. */
  private async attempt(command: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await command();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
    this.list()?.reload();
  }
}

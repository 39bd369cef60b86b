import { Component, computed, ElementRef, inject, input, signal, viewChildren } from '@angular/core';
import { Router } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import {
  type ConversationState,
  currentMembers,
  knownType,
  needsNewerVersion,
  outranks,
  roleOf,
  type Role,
  type Uuid,
} from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Keyless } from '../../core/chat/later/keyless.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { Menus } from '../../core/overlays/menus.ts';
import { Names } from '../../core/chat/names.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import type { MenuEntry } from '../../shared/menu-entry.ts';
import { LEFT_OUT_NOTES, UNCONFIRMED_NOTE } from '../../shared/later/left-out-words.ts';
import { ConversationName } from '../../shared/later/conversation-name.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { PersonLine } from '../../shared/people/person-line.ts';
import type { Problem } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { groupNameProblem } from './group-name-problem.ts';
import { part } from '../../core/parts/parts.ts';

const RANK: Readonly<Record<Role, number>> = { owner: 0, admin: 1, member: 2 };

/** A group: its name and members, and what the user's role allows. The server decides; the page only hides the rest. */
@Component({
  selector: 'parley-group-details',
  imports: [ConversationName, LaterIcon, ListSkeleton, PersonLine, ProblemNote],
  templateUrl: './group-details.html',
  styleUrl: './group-details.scss',
})
export class GroupDetails {
  private readonly confirm = inject(Confirm);
  private readonly dialogs = inject(Dialogs);
  private readonly keyless = inject(Keyless);
  private readonly menus = inject(Menus);
  private readonly names = inject(Names);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly chat = inject(Chat);

  readonly conversation = input.required<Uuid>();
  readonly state = input<ConversationState>();
  readonly offline = input.required<boolean>();

  private readonly memberMenus = viewChildren<string, ElementRef<HTMLElement>>('more', { read: ElementRef });
  protected readonly nameProblem = groupNameProblem;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly myRole = computed(() => this.roleIn(this.chat.me().uid));
  protected readonly mayManage = computed(() => this.myRole() === 'owner' || this.myRole() === 'admin');
  protected readonly isGroup = computed(() => knownType(this.state()?.type ?? 'group') === 'group');
  protected readonly needsNewer = computed(() => {
    const state = this.state();
    return state !== undefined && needsNewerVersion(state);
  });
  /** Whether nothing can be changed here any more, or not by this version. */
  protected readonly isFixed = computed(() => this.state()?.ended === true || this.needsNewer());
  protected readonly members = computed(() => {
    const state = this.state();
    if (state === undefined) return [];
    return currentMembers(state)
      .map((uid) => ({
        uid,
        user: this.chat.user(uid),
        role: roleOf(state, uid) ?? 'member',
        name: this.names.person(uid),
      }))
      .sort((a, b) => RANK[a.role] - RANK[b.role] || a.name.localeCompare(b.name));
  });

  private readonly sealed = computed(() => this.chat.sealed().get(this.conversation()));
  private readonly leftOut = computed(
    () => new Map(this.sealed()?.leftOut.map(({ user, why }) => [user, why] as const)),
  );

  protected note(uid: Uuid, role: Role): string {
    const parts = [role === 'member' ? '' : role, uid === this.chat.me().uid ? 'you' : '', this.doubtOf(uid)];
    return parts.filter((part) => part !== '').join(', ');
  }

  protected isRemoved(uid: Uuid): boolean {
    return this.leftOut().get(uid) === 'accountRemoved';
  }

  protected mayChange(uid: Uuid, role: Role): boolean {
    if (uid === this.chat.me().uid || this.isFixed()) return false;
    return outranks(this.myRole(), role);
  }

  protected readonly rename = (name: string) => this.chat.client.groups.rename(this.conversation(), name);

  protected async add(): Promise<void> {
    const load = () => part(() => import('./add-members.ts')).then(({ AddMembers }) => AddMembers);
    const chosen = await this.dialogs.show<readonly Uuid[]>(ACTION_MESSAGES.addMembers, load, {
      data: this.members().map(({ uid }) => uid),
    });
    if (chosen !== undefined)
      await this.attempt(() => this.chat.client.groups.add(this.conversation(), chosen), chosen);
  }

  protected async memberMenu(origin: HTMLElement, uid: Uuid, role: Role): Promise<void> {
    await this.menus.open(origin, this.names.person(uid), [
      {
        label: 'Message',
        icon: 'mail',
        run: () => this.router.navigate(['/c', directConversation(this.chat.client, uid)]),
      },
      ...(this.mayChange(uid, role) ? this.changesOf(uid, role) : []),
    ]);
  }

  protected async leave(): Promise<void> {
    if (this.isOnlyOwner()) return this.chooseOwner();
    if (!(await this.confirm.ask(ACTION_MESSAGES.leaveGroup))) return;
    await this.attempt(() => this.chat.client.groups.leave(this.conversation()));
  }

  protected async end(): Promise<void> {
    if (!(await this.confirm.ask(ACTION_MESSAGES.endGroup))) return;
    await this.attempt(() => this.chat.client.groups.end(this.conversation()));
  }

  /** The server refuses to let them leave; to know that before they confirm spares them the refusal. */
  private isOnlyOwner(): boolean {
    const owners = this.members().filter(({ role }) => role === 'owner');
    return this.myRole() === 'owner' && owners.length === 1 && this.members().length > 1;
  }

  /** Leads to the first member whom they can make an owner. */
  private async chooseOwner(): Promise<void> {
    if (await this.confirm.ask(ACTION_MESSAGES.onlyOwner)) this.memberMenus()[0]?.nativeElement.focus();
  }

  private changesOf(uid: Uuid, role: Role): MenuEntry[] {
    const { groups } = this.chat.client;
    const make = (label: string, wanted: Role): MenuEntry => ({
      label,
      icon: 'person',
      run: () => this.attempt(() => groups.changeRole(this.conversation(), uid, wanted)),
    });
    const roles =
      this.myRole() === 'owner'
        ? [make('Make owner', 'owner'), make('Make admin', 'admin'), make('Make member', 'member')]
        : [];
    const others = roles.filter(({ label }) => label !== `Make ${role}`);
    return [
      ...others,
      { label: 'Remove from group', icon: 'leave', danger: true, run: () => this.remove(uid) },
    ];
  }

  private async remove(uid: Uuid): Promise<void> {
    const { groups } = this.chat.client;
    await this.attempt(async () => {
      await groups.remove(this.conversation(), uid);
      const back = () => this.attempt(() => groups.add(this.conversation(), [uid]));
      await this.toasts.offerUndo(ACTION_MESSAGES.memberRemoved(this.names.person(uid)), back);
    });
  }

  /** Why somebody does not get what is written, or that their membership is the server's word alone. */
  private doubtOf(uid: Uuid): string {
    const why = this.leftOut().get(uid);
    if (why !== undefined) return LEFT_OUT_NOTES[why];
    return this.sealed()?.members?.includes(uid) === false ? UNCONFIRMED_NOTE : '';
  }

  private roleIn(uid: Uuid): Role | null {
    const state = this.state();
    return state === undefined ? null : roleOf(state, uid);
  }

  /** @param added whom it adds */
  private attempt(command: () => Promise<void>, added?: readonly Uuid[]): Promise<void> {
    return this.keyless.attempt(this.failure, command, added);
  }
}

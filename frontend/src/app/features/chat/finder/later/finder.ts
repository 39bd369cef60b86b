import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ListKeyManager, type ListKeyManagerOption } from '@angular/cdk/a11y';
import { Component, computed, inject, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import type { ConversationRow } from '@parley/client';
import { directConversation } from '@parley/client/direct';
import { Chat } from '../../../../core/chat/chat.ts';
import { Names } from '../../../../core/chat/names.ts';
import { RoomSearch } from '../../../../core/chat/later/room-search.ts';
import { PeopleSearch } from '../../../../core/chat/people-search.ts';
import { currentPath } from '../../../../core/device/current-path.ts';
import { addressed } from '../../../../core/device/later/values-in-address.ts';
import { Avatar } from '../../../../shared/people/avatar.ts';
import { Icon } from '../../../../shared/icon.ts';
import { ACTION_MESSAGES } from '../../../../shared/later/action-messages.ts';
import { MESSAGES } from '../../../../shared/messages.ts';
import {
  matchesOf,
  type FinderResult,
  conversationResult,
  personResult,
  roomResult,
} from './finder-result.ts';

const SHOWN = 16;

/** One field that finds conversations and people and starts new ones; also asks where to forward to. */
@Component({
  selector: 'parley-finder',
  imports: [Avatar, Icon],
  providers: [PeopleSearch, RoomSearch],
  templateUrl: './finder.html',
  styleUrl: './finder.scss',
})
export class Finder {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly router = inject(Router);
  private readonly ref = inject<DialogRef<FinderResult>>(DialogRef);
  private readonly data = inject<{ purpose?: 'forward' } | undefined>(DIALOG_DATA, { optional: true });

  protected readonly forwarding = this.data?.purpose === 'forward';
  protected readonly search = inject(PeopleSearch);
  private readonly path = currentPath();
  private readonly rooms = inject(RoomSearch);

  private readonly conversations = computed(() =>
    (this.chat.conversations() ?? [])
      .filter((row) => !row.blocked && (!this.forwarding || this.chat.rightsIn(row.id) === 'write'))
      .map((row) => conversationResult(row, this.nameOf(row), this.chat.user(row.peer ?? ''))),
  );
  private readonly strangers = computed(() => {
    const known = new Set(this.conversations().map(({ conversation }) => conversation));
    return this.search
      .people()
      .map(({ user }) => personResult(user, directConversation(this.chat.client, user.uid)))
      .filter((found) => !known.has(found.conversation))
      .map((found) => (found.avatar === this.chat.me().uid ? { ...found, note: MESSAGES.notes } : found));
  });
  /** Those that the user is not in; nothing is forwarded to them. */
  private readonly otherRooms = computed(() => {
    const rooms = this.forwarding ? [] : (this.rooms.items() ?? []);
    return rooms.filter(({ conversation }) => this.chat.row(conversation) === undefined).map(roomResult);
  });
  protected readonly found = computed<readonly FinderResult[]>(() => {
    const all = [...this.conversations(), ...this.strangers(), ...this.otherRooms()];
    return matchesOf(all, this.search.query()).slice(0, SHOWN);
  });
  /** What is to be said of what was found. Nothing until there is an answer. */
  protected readonly said = computed(() => {
    if (this.search.unanswered()) return ACTION_MESSAGES.onlyOnThisDevice;
    const problem = this.search.problem();
    if (problem !== undefined) return problem.text;
    const noneYet = this.search.awaited() || this.rooms.awaited() || this.found().length > 0;
    return noneYet ? '' : ACTION_MESSAGES.noneMatch(this.search.query().trim());
  });
  protected readonly active = linkedSignal({ source: this.found, computation: () => 0 });

  private readonly keys = computed(() => {
    const options: ListKeyManagerOption[] = this.found().map(() => ({}));
    const keys = new ListKeyManager(options).withWrap().withPageUpDown();
    keys.change.subscribe((index) => this.active.set(index));
    return keys;
  });

  /** The username stands beside it already. */
  private nameOf(row: ConversationRow): string {
    const peer = row.peer === this.chat.me().uid ? undefined : this.chat.user(row.peer ?? '');
    return peer?.displayName ?? this.names.conversation(row);
  }

  protected handleKey(event: KeyboardEvent): void {
    const chosen = this.found()[this.active()];
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      this.choose(chosen);
      return;
    }
    this.keys().updateActiveItem(this.active());
    this.keys().onKeydown(event);
  }

  protected choose(chosen: FinderResult): void {
    if (this.forwarding) this.ref.close(chosen);
    else if (chosen.toJoin) void this.goTo(['/rooms'], chosen.name);
    else void this.goTo(['/c', chosen.conversation]);
  }

  protected look(query: string): void {
    this.search.query.set(query);
    this.rooms.query.set(query);
  }

  /** The messages of the conversation that is open, for what is typed. */
  protected readonly inside = computed(() => {
    const row = this.forwarding ? undefined : this.chat.row(openedIn(this.path()));
    return row && ACTION_MESSAGES.searchIn(this.names.conversation(row), this.search.query().trim());
  });

  protected searchInside(): void {
    void this.goTo(['/c', openedIn(this.path()), 'search'], this.search.query().trim());
  }

  protected newGroup(): void {
    void this.goTo(['/groups/new']);
  }

  /** The finder stays until the page is there: what is typed meanwhile must not go to the conversation that was open before. */
  private async goTo(address: readonly string[], words = ''): Promise<void> {
    try {
      await this.router.navigate(address, addressed(words === '' ? [] : [['q', words]]));
    } finally {
      this.ref.close();
    }
  }
}

/** The id of the open conversation; empty if none is. */
function openedIn(path: string): string {
  return /^\/c\/([^/]+)/.exec(path)?.[1] ?? '';
}

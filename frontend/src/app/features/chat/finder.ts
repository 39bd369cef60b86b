import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ListKeyManager, type ListKeyManagerOption } from '@angular/cdk/a11y';
import { Component, computed, inject, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import { Chat } from '../../core/chat.ts';
import { Names } from '../../core/names.ts';
import { PeopleSearch } from '../../core/people-search.ts';
import { Avatar } from '../../shared/avatar.ts';
import { Icon } from '../../shared/icon.ts';
import { MESSAGES } from '../../shared/messages.ts';
import { type Found, foundConversation, foundPerson, matches } from './found.ts';

const SHOWN = 8;

/** One field that finds conversations and people and starts new ones; also asks where to forward to. */
@Component({
  selector: 'parley-finder',
  imports: [Avatar, Icon],
  providers: [PeopleSearch],
  templateUrl: './finder.html',
  styleUrl: './finder.scss',
})
export class Finder {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly router = inject(Router);
  private readonly ref = inject<DialogRef<Found>>(DialogRef);
  private readonly data = inject<{ purpose?: 'forward' } | undefined>(DIALOG_DATA, { optional: true });

  protected readonly forwarding = this.data?.purpose === 'forward';
  protected readonly search = inject(PeopleSearch);

  private readonly conversations = computed(() =>
    (this.chat.conversations() ?? [])
      .filter((row) => !row.blocked && (!this.forwarding || this.chat.rightsIn(row.id) === 'write'))
      .map((row) => foundConversation(row, this.names.conversation(row), this.chat.user(row.peer ?? '')))
      .filter((found) => matches(found, this.search.query()))
      .slice(0, SHOWN),
  );
  private readonly strangers = computed(() => {
    const known = new Set(this.conversations().map(({ conversation }) => conversation));
    return this.search
      .people()
      .map(({ user }) => foundPerson(user, directConversation(this.chat.client, user.uid)))
      .filter((found) => !known.has(found.conversation) && matches(found, this.search.query()))
      .map((found) => (found.avatar === this.chat.me().uid ? { ...found, note: MESSAGES.notes } : found))
      .slice(0, SHOWN);
  });
  protected readonly found = computed<readonly Found[]>(() => [...this.conversations(), ...this.strangers()]);
  protected readonly active = linkedSignal({ source: this.found, computation: () => 0 });

  private readonly keys = computed(() => {
    const options: ListKeyManagerOption[] = this.found().map(() => ({}));
    const keys = new ListKeyManager(options).withWrap().withPageUpDown();
    keys.change.subscribe((index) => this.active.set(index));
    return keys;
  });

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

  protected choose(chosen: Found): void {
    this.ref.close(chosen);
    if (!this.forwarding) void this.router.navigate(['/c', chosen.conversation]);
  }

  protected newGroup(): void {
    this.ref.close();
    void this.router.navigate(['/groups/new']);
  }
}

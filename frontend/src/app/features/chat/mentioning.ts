import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import type { User } from '@parley/protocol';
import { currentMembers } from '@parley/protocol/core';
import { Chat } from '../../core/chat.ts';
import { OpenConversation } from '../../core/open-conversation.ts';
import { mentionable, mentionQueryAt } from './mention-query.ts';

/** Offers members of a group while their mention is being typed. Provided by the composer. */
@Injectable()
export class Mentioning {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly typed = signal({ text: '', caret: 0 });

  private readonly members = computed<readonly User[]>(() => {
    const state = this.open.current()?.details()?.state;
    if (state?.type !== 'group') return [];
    const me = this.chat.me().uid;
    return currentMembers(state).flatMap((uid) => (uid === me ? [] : (this.chat.user(uid) ?? [])));
  });
  private readonly query = computed(() => mentionQueryAt(this.typed().text, this.typed().caret));
  readonly offered = computed(() => {
    const query = this.query();
    return query === undefined ? [] : mentionable(this.members(), query);
  });
  readonly active = linkedSignal({ source: this.offered, computation: () => 0 });

  follow(text: string, caret: number): void {
    this.typed.set({ text, caret });
  }

  close(): void {
    this.typed.set({ text: '', caret: 0 });
  }

  /** Up and down go through what is offered. */
  move(by: -1 | 1): void {
    const count = this.offered().length;
    this.active.update((active) => (active + by + count) % count);
  }

  /** The text with the mention in place of what was typed of it, and where the caret belongs then. */
  complete(user: User | undefined): { readonly text: string; readonly caret: number } | undefined {
    const query = this.query();
    if (user === undefined || query === undefined) return undefined;
    const { text, caret } = this.typed();
    const before = `${text.slice(0, query.at)}@${user.username} `;
    this.close();
    return { text: before + text.slice(caret), caret: before.length };
  }
}

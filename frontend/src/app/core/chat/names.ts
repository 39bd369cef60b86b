import { computed, inject, Service } from '@angular/core';
import type { ConversationRow } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { MESSAGES } from '../../shared/messages.ts';
import { Chat } from './chat.ts';
import { namesakesAmong } from './namesakes.ts';

/** The displayed names of people and conversations. */
@Service()
export class Names {
  private readonly chat = inject(Chat);
  private readonly namesakes = computed(() => {
    const me = this.chat.me();
    return namesakesAmong(new Map(this.chat.users()).set(me.uid, me).values());
  });

  /** With the username, where this client knows somebody else of that name. */
  person(uid: Uuid): string {
    const user = this.chat.user(uid);
    if (user === undefined) return MESSAGES.somebody;
    return this.namesakes().has(uid) ? MESSAGES.namesake(user.displayName, user.username) : user.displayName;
  }

  /** Like `person`, with "You" for the user. */
  subject(uid: Uuid): string {
    return uid === this.chat.me().uid ? MESSAGES.you : this.person(uid);
  }

  /** Like `person`, with "you" for the user: for the object of a sentence. */
  object(uid: Uuid): string {
    return uid === this.chat.me().uid ? MESSAGES.youAsObject : this.person(uid);
  }

  /** The direct conversation with a user. */
  direct(peer: Uuid): string {
    return peer === this.chat.me().uid ? MESSAGES.notes : this.person(peer);
  }

  conversation(row: ConversationRow): string {
    if (row.id === ANNOUNCEMENTS) return MESSAGES.announcements;
    return row.peer === undefined ? (row.name ?? MESSAGES.unnamedGroup) : this.direct(row.peer);
  }
}

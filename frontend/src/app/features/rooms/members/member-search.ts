import { inject, Injectable } from '@angular/core';
import type { RoomMember, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { PagedSearch } from '../../../core/chat/later/paged-search.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { loadMembers } from './load-members.ts';

/** The members of the open room; again when somebody came or went. Provided by who shows them. */
@Injectable()
export class MemberSearch extends PagedSearch<RoomMember> {
  constructor() {
    const chat = inject(Chat);
    const open = inject(OpenConversation);
    super(
      ({ query, about }, after) => loadMembers(chat, roomIn(about), query, after),
      ({ user }) => user.uid,
      () => {
        const row = chat.row(open.id() ?? '');
        return row?.role == null ? undefined : [row.id, row.role, row.memberCount].join();
      },
      roomIn,
    );
  }
}

function roomIn(about: string): Uuid {
  return about.split(',')[0] ?? '';
}

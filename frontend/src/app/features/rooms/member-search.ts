import { inject, Injectable } from '@angular/core';
import type { RoomMember } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { PagedSearch } from '../../core/chat/later/paged-search.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';

/** The members of the open room. Provided by whoever shows them. */
@Injectable()
export class MemberSearch extends PagedSearch<RoomMember> {
  constructor() {
    const { client } = inject(Chat);
    const open = inject(OpenConversation);
    super(
      async (query, after) => {
        const rooms = await client.rooms();
        const { members, next } = await rooms.members(open.id() ?? '', query, after);
        return { items: members, next };
      },
      ({ user }) => user.uid,
    );
  }
}

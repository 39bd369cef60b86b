import { inject, Injectable } from '@angular/core';
import type { ListedRoom } from '@parley/protocol';
import { Chat } from '../chat.ts';
import { PagedSearch } from './paged-search.ts';

/** The directory of rooms. Provided by whoever shows it. */
@Injectable()
export class RoomSearch extends PagedSearch<ListedRoom> {
  constructor() {
    const { client } = inject(Chat);
    super(
      async ({ query }, after) => {
        const { rooms, next } = await (await client.rooms()).find(query, after);
        return { items: rooms, next };
      },
      ({ conversation }) => conversation,
      () => '',
    );
  }
}

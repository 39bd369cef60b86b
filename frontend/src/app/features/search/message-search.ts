import { inject, Injectable, signal, type WritableSignal } from '@angular/core';
import type { MessageFilter, MessageItem, SearchedPlace } from '@parley/client';
import { phrasesOf } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { PagedSearch } from '../../core/chat/later/paged-search.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';

/** Messages of the open conversation, the newest first. Provided by who shows them. */
@Injectable()
export class MessageSearch extends PagedSearch<MessageItem> {
  /** All but the words. */
  readonly filter: WritableSignal<Omit<MessageFilter, 'words'>>;
  /** Where it was looked for the last page. */
  readonly place: WritableSignal<SearchedPlace | undefined>;

  constructor() {
    const chat = inject(Chat);
    const open = inject(OpenConversation);
    const filter = signal<Omit<MessageFilter, 'words'>>({});
    const place = signal<SearchedPlace | undefined>(undefined);
    super(
      async (words, after) => {
        const asked = { ...filter(), ...(hasLetters(words) && { words }) };
        if (Object.keys(asked).length === 0) return { items: [], next: undefined };
        const before = after === undefined ? undefined : Number(after);
        const page = await chat.client.search(open.id() ?? '', asked, before);
        place.set(page.place);
        const next = page.next === undefined ? undefined : String(page.next);
        return { items: page.messages, next, isFar: page.isFar };
      },
      ({ seq }) => String(seq),
      () => {
        // Before it is known whether the server reads the conversation, nobody is asked.
        const protection = chat.sealed().get(open.id() ?? '')?.protection;
        return protection && JSON.stringify([open.id(), protection, filter()]);
      },
    );
    this.filter = filter;
    this.place = place;
  }
}

export function hasLetters(words: string): boolean {
  return phrasesOf(words).length > 0;
}

import { computed, inject, Injectable, signal, type WritableSignal } from '@angular/core';
import type { MessageFilter, MessageItem, SealedConversation, SearchedPlace } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { phrasesOf } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { type Page, PagedSearch } from '../../core/chat/later/paged-search.ts';
import type { Asked } from '../../core/chat/server-search.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';

/** All but the words. */
type Filter = Omit<MessageFilter, 'words'>;

interface Searched {
  readonly conversation: Uuid;
  /** Who can read it decides who may learn the words. */
  readonly protection: SealedConversation['protection'];
  readonly filter: Filter;
}

interface FoundPage extends Page<MessageItem> {
  /** Undefined where nothing was looked for. */
  readonly place: SearchedPlace | undefined;
}

/** Messages of the open conversation, the newest first. Provided by who shows them. */
@Injectable()
export class MessageSearch extends PagedSearch<MessageItem, Searched, FoundPage> {
  private readonly open = inject(OpenConversation);
  readonly filter: WritableSignal<Filter>;
  /** What is shown of the open conversation: what was found in the one before does not stay. */
  private readonly here = computed(() => {
    const found = this.found();
    return found?.asked.about.conversation === this.open.id() ? found?.page : undefined;
  });
  override readonly items = computed(() => this.here()?.items);
  /** Where it was looked for the last page. */
  readonly place = computed(() => this.here()?.place);

  constructor() {
    const chat = inject(Chat);
    const open = inject(OpenConversation);
    const filter = signal<Filter>({});
    const searched = computed(
      (): Searched | undefined => {
        const conversation = open.id() ?? '';
        // Before it is known whether the server reads the conversation, nobody is asked.
        const protection = chat.sealed().get(conversation)?.protection;
        return protection && { conversation, protection, filter: filter() };
      },
      { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
    );
    super(
      (asked, after) => pageOf(chat, asked, after),
      ({ seq }) => String(seq),
      searched,
    );
    this.filter = filter;
  }
}

async function pageOf(
  { client }: Pick<Chat, 'client'>,
  { query, about: { conversation, filter } }: Asked<Searched>,
  after?: string,
): Promise<FoundPage> {
  const filters: MessageFilter = { ...filter, ...(hasLetters(query) && { words: query }) };
  if (Object.keys(filters).length === 0) return { items: [], next: undefined, place: undefined };
  const before = after === undefined ? undefined : Number(after);
  const { messages, next, isFar, place } = await client.search(conversation, filters, before);
  return { items: messages, next: next === undefined ? undefined : String(next), isFar, place };
}

export function hasLetters(words: string): boolean {
  return phrasesOf(words).length > 0;
}

import type { Uuid } from '@parley/protocol';
import type { KnownConversations } from '../model/known-conversations.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import type { Arrivals } from './conversations/arrivals.ts';
import type { ConversationList } from './conversations/conversation-list.ts';
import type { LazyServer } from './lazy-server.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PeopleDirectory } from './people/people-directory.ts';
import type { OpenedConversations } from './timeline/opened-conversations.ts';

interface Parts {
  readonly known: KnownConversations;
  readonly opened: OpenedConversations;
  readonly outbox: Outbox;
  readonly people: PeopleDirectory;
  readonly list: ConversationList;
  readonly arrivals: Arrivals;
  readonly server: LazyServer;
}

/** Makes the list and the conversations in view follow what is known, unsent, or blocked. */
export function redrawOnChange({ known, opened, outbox, people, list, arrivals, server }: Parts): void {
  known.onChange((now, before) => {
    // An event about marks may have been lost; the heads bring the same marks.
    if (now.head.marks !== undefined && now.head.marks !== before?.head.marks)
      for (const view of opened.of(now.id)) view.marksMoved(now.head.marks);
    const isExtended = before?.window !== undefined && (now.window?.last ?? 0) > before.window.last;
    // Another tab may have stored changes that this tab never received.
    if (isExtended) opened.changed(now.id, { kind: 'appended', entries: [] });
    people.need(peopleIn(now, before));
    if (before === undefined && server.isReady()) for (const view of opened.of(now.id)) view.connected();
    // The first message of a conversation arrives with its head: there may be no log yet that it could extend. If there is, it comes with
    // all those before it.
    if (!isExtended && before?.head.last === undefined && server.isReady() && now.head.last !== undefined)
      arrivals.came([now.head.last], now);
  });
  outbox.items.listen((items) => {
    list.setOutbox(items);
    for (const view of opened.all()) view.outboxChanged();
  });
  people.users.listen(() => arrivals.peopleKnown());
  people.blocked.listen(() => {
    list.redoAll();
    for (const view of opened.all()) view.redraw();
  });
}

/** The users whose names a row needs. */
function* peopleIn(now: StoredConversation, before: StoredConversation | undefined): Iterable<Uuid> {
  if (before === undefined && now.head.peer !== undefined) yield now.head.peer;
  if (now.head.last !== undefined && now.head.last.sender !== before?.head.last?.sender)
    yield now.head.last.sender;
}

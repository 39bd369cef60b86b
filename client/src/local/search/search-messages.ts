import type { Uuid } from '@parley/protocol';
import { localError, phrasesOf } from '@parley/protocol/core';
import type { FoundMessages, MessageFilter } from '../../ports/message-search.ts';
import { peopleIn } from '../timeline/people-in.ts';
import { searchHere } from './search-here.ts';
import type { SearchDeps } from './search-deps.ts';
import { searchThere } from './search-there.ts';

/**
 * A page of the messages of a conversation that fit a filter. The server searches only where it is certain that it reads what is said
 * anyway, as it learns the words that one searches for. All other conversations are searched on this device.
 * @param before the `next` of the page before
 * @throws CodedError `E_NOT_FOUND`; `E_BAD_REQUEST` for words without a letter; NoAnswerError
 */
export async function searchMessages(
  deps: SearchDeps,
  conversation: Uuid,
  filter: MessageFilter,
  before?: number,
): Promise<FoundMessages> {
  const { known, people, sink } = deps;
  if (known.get(conversation) === undefined) throw localError('E_NOT_FOUND');
  if (filter.words !== undefined && phrasesOf(filter.words).length === 0) throw localError('E_BAD_REQUEST');
  const isOpen = sink.sealed.get().get(conversation)?.protection === 'open';
  const found = await (isOpen ? searchThere : searchHere)(deps, conversation, filter, before);
  const { head, mark } = known.get(conversation) ?? {};
  // Of a blocked peer, what was read before the block.
  const isShown = ({ sender, seq = 0 }: (typeof found.messages)[number]) =>
    sender !== head?.peer || !people.isBlocked(sender) || seq <= (mark?.read ?? 0);
  const messages = found.messages.filter(isShown);
  people.need(messages.flatMap(peopleIn));
  return { ...found, messages };
}

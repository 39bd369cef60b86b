import type { Entry, Uuid } from '@parley/protocol';
import type { ConversationStore } from '../../domain/log/conversation-store.ts';
import type { Span } from '../../domain/log/page-span.ts';
import { lookThrough, type Candidate } from '../../domain/search/look-through.ts';
import type { Look, LookBounds, SearchStore } from '../../domain/search/search-store.ts';
import { termsOf, type Phrase } from '../../domain/search/terms.ts';

/** Looks through the logs themselves, and so is never behind. */
export class MemorySearchStore implements SearchStore {
  readonly #conversations: Pick<ConversationStore, 'state' | 'entries'>;

  constructor(conversations: Pick<ConversationStore, 'state' | 'entries'>) {
    this.#conversations = conversations;
  }

  advance(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async reach(conversation: Uuid): Promise<number> {
    return (await this.#conversations.state(conversation))?.head ?? 0;
  }

  async find(conversation: Uuid, phrases: readonly Phrase[], span: Span, bounds: LookBounds): Promise<Look> {
    const log = await this.#conversations.entries(conversation, 1, Number.MAX_SAFE_INTEGER);
    const candidates = candidatesIn(log).filter(({ seq }) => span.from <= seq && seq <= span.to);
    return lookThrough(bounds.end === 'last' ? candidates.reverse() : candidates, phrases, bounds);
  }
}

/** The messages that can be searched, as they read after their last edit. */
function candidatesIn(log: readonly Entry[]): Candidate[] {
  const edits = new Map(
    log.flatMap((entry) => (entry.body.kind === 'edit' ? [[entry.body.target, entry]] : [])),
  );
  return log
    .filter(({ body }) => body.kind === 'message')
    .flatMap((message) => {
      const edit = edits.get(message.seq);
      const terms = termsOf(edit ?? message);
      return terms === undefined ? [] : [{ seq: message.seq, edit: edit?.seq, terms }];
    });
}

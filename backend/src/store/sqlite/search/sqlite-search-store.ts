import type { Uuid } from '@parley/protocol';
import type { Span } from '../../../domain/log/page-span.ts';
import type { Look, LookBounds, SearchStore } from '../../../domain/search/search-store.ts';
import type { Phrase } from '../../../domain/search/terms.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import type { SearchIndex } from './search-index.ts';

export class SqliteSearchStore implements SearchStore {
  readonly #commits: GroupCommit;
  readonly #index: SearchIndex;

  constructor(commits: GroupCommit, index: SearchIndex) {
    this.#commits = commits;
    this.#index = index;
  }

  /** An idle server writes nothing. */
  async advance(): Promise<boolean> {
    return reading(() => this.#index.isBehind) && this.#commits.write(() => this.#index.advance());
  }

  async reach(conversation: Uuid): Promise<number> {
    return reading(() => this.#index.reach(conversation));
  }

  /** Phrases and filters are in the index, so that each message that it looks at is one that it finds; it stops after some milliseconds. */
  async find(
    conversation: Uuid,
    phrases: readonly Phrase[],
    span: Span,
    { end, limit, candidates }: LookBounds,
  ): Promise<Look> {
    const bounds = { end, limit: Math.min(limit, candidates) };
    const look = reading(() => this.#index.find(conversation, phrases, span, bounds));
    return { ...look, looked: look.places.length };
  }
}

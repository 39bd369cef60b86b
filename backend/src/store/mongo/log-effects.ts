import type { ConversationState, Entry } from '@parley/protocol';
import { membershipChange } from '../../domain/conversations/membership-change.ts';
import type { ConversationIndex } from './conversation-index.ts';
import type { EntryLog } from './entry-log.ts';
import type { MemberRows } from './member-rows.ts';

/** A fold is kept at least this often, so that reading a log from it never takes long. */
const SNAPSHOT_EVERY = 50;

/**
 * What entries mean for everything beside the log. Without transactions a server may stop between an entry and
 * that, so all of it can be done again, and is by whoever finds the entry: the fold is kept only afterwards.
 */
export class LogEffects {
  readonly #log: EntryLog;
  readonly #members: MemberRows;
  readonly #index: ConversationIndex;

  constructor(log: EntryLog, members: MemberRows, index: ConversationIndex) {
    this.#log = log;
    this.#members = members;
    this.#index = index;
  }

  /** Before an entry: nobody may be in a conversation whose index does not know it. */
  async announce(entry: Entry): Promise<void> {
    const { joined, departed } = membershipChange(entry);
    await this.#members.announce(entry.conversation, [...joined, ...departed]);
  }

  /** After entries that are stored, before their state is used to decide. */
  async follow(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      await this.#members.follow(entry.conversation, entry.seq, membershipChange(entry));
      if (entry.body.kind === 'deletion') await this.#log.erase(entry.conversation, entry.body.target);
    }
  }

  /** When all that is done: the entry can be found by those who ask what changed. */
  async finish({ entry, state }: { entry: Entry; state: ConversationState }): Promise<void> {
    await this.#index.grown(state);
    const plain = entry.body.kind === 'message' || entry.body.kind === 'reaction';
    if (!plain || entry.seq % SNAPSHOT_EVERY === 0) await this.#index.keep(state);
  }
}

import { isOutgrown, isPartial, type ConversationState, type Uuid } from '@parley/protocol';
import type { Models } from '../models.ts';
import { isDuplicate } from '../store-error.ts';
import { retryUpsert } from '../retry-upsert.ts';

interface Growth {
  readonly conversation: Uuid;
  readonly head: number;
}

/** When each conversation changed, by the database's clock, and the stored folds from which reading a log starts. */
export class ConversationIndex {
  readonly #conversations: Models['conversations'];
  readonly #snapshots: Models['snapshots'];

  constructor({ conversations, snapshots }: Models) {
    this.#conversations = conversations;
    this.#snapshots = snapshots;
  }

  /** Records that a log grew. Called after the entry is stored, so that a visible stamp means a visible entry. */
  async grown({ conversation, head }: Pick<ConversationState, 'conversation' | 'head'>): Promise<void> {
    const update = { $max: { head }, $currentDate: { grown: true, changed: true } } as const;
    await retryUpsert(() =>
      this.#conversations.updateOne({ _id: conversation }, update, { upsert: true }).exec(),
    );
  }

  /** Records a change outside of the log that all members see. */
  async changed(conversation: Uuid): Promise<void> {
    await this.#conversations.updateOne({ _id: conversation }, { $currentDate: { changed: true } });
  }

  async changes(conversations: readonly Uuid[]): Promise<ReadonlyMap<Uuid, Date>> {
    const found = await this.#conversations.find({ _id: { $in: [...conversations] } }, { changed: 1 }).lean();
    return new Map(found.map(({ _id, changed }) => [_id, changed]));
  }

  /** @param since ms of the database's clock */
  async grownSince(since: number): Promise<Growth[]> {
    const found = await this.#conversations.find({ grown: { $gte: new Date(since) } }, { head: 1 }).lean();
    return found.map(({ _id, head }) => ({ conversation: _id, head }));
  }

  /** The stored folds; without those that an older version made and that lack what this one knows. */
  async snapshots(conversations: readonly Uuid[]): Promise<ConversationState[]> {
    if (conversations.length === 0) return [];
    const found = await this.#snapshots.find({ _id: { $in: [...conversations] } }).lean();
    return found.map(({ state }) => state).filter((state) => !isOutgrown(state));
  }

  /** Drops a fold of entries that no longer exist. */
  async drop(conversation: Uuid): Promise<void> {
    await this.#snapshots.deleteOne({ _id: conversation });
  }

  /**
   * Stores a fold; if two servers store one, the longer one stays. A fold that lacks what a newer server knows is not stored:
   * it would take the place of that server's own.
   */
  async keep(state: ConversationState): Promise<void> {
    if (isPartial(state)) return;
    const { conversation, head } = state;
    const shorter = { _id: conversation, head: { $lt: head } };
    try {
      await this.#snapshots.updateOne(shorter, { $set: { head, state } }, { upsert: true });
    } catch (error) {
      // There is one already, and it is not shorter.
      if (!isDuplicate(error)) throw error;
    }
  }
}

import type { ConversationState, Uuid } from '@parley/protocol';
import type { Models } from './models.ts';
import { isDuplicate } from './store-error.ts';
import { upserting } from './upserting.ts';

interface Growth {
  readonly conversation: Uuid;
  readonly head: number;
}

/** When each conversation changed, by the database's clock, and the folds that reading a log starts from. */
export class ConversationIndex {
  readonly #conversations: Models['conversations'];
  readonly #snapshots: Models['snapshots'];

  constructor({ conversations, snapshots }: Models) {
    this.#conversations = conversations;
    this.#snapshots = snapshots;
  }

  /** Notes that a log grew. Comes after the entry: who finds the stamp finds the entry. */
  async grown({ conversation, head }: Pick<ConversationState, 'conversation' | 'head'>): Promise<void> {
    const update = { $max: { head }, $currentDate: { grown: true, changed: true } } as const;
    await upserting(() =>
      this.#conversations.updateOne({ _id: conversation }, update, { upsert: true }).exec(),
    );
  }

  /** Notes that something beside the log changed for all members. */
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

  async snapshots(conversations: readonly Uuid[]): Promise<ConversationState[]> {
    if (conversations.length === 0) return [];
    const found = await this.#snapshots.find({ _id: { $in: [...conversations] } }).lean();
    return found.map(({ state }) => state);
  }

  /** Drops a fold of entries that are not there any more. */
  async drop(conversation: Uuid): Promise<void> {
    await this.#snapshots.deleteOne({ _id: conversation });
  }

  /** Keeps a fold; of two servers' the longer one. */
  async keep(state: ConversationState): Promise<void> {
    const { conversation, head } = state;
    const shorter = { _id: conversation, head: { $lt: head } };
    try {
      await this.#snapshots.updateOne(shorter, { $set: { head, state } }, { upsert: true });
    } catch (error) {
      // There is one, and it is not shorter.
      if (!isDuplicate(error)) throw error;
    }
  }
}

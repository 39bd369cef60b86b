import { TOKENIZER_VERSION, type Entry, type Uuid } from '@parley/protocol';
import type { Models } from '../models.ts';
import { isDuplicate } from '../store-error.ts';

/** How far the index follows a log. */
export interface Followed {
  /** The last entry that was taken in. */
  readonly seq: number;
  readonly chain: string;
}

/** How far the index of this version's words reaches in each log. Servers of another version keep their own record. */
export class FollowedLogs {
  readonly #followed: Models['searched'];

  constructor({ searched }: Models) {
    this.#followed = searched;
  }

  async of(conversations: readonly Uuid[]): Promise<ReadonlyMap<Uuid, Followed>> {
    const found = await this.#followed.find({ _id: { $in: conversations.map(idOf) } }).lean();
    return new Map(found.map(({ conversation, seq, chain }) => [conversation, { seq, chain }]));
  }

  /** Of two servers, the one that is further counts. */
  async reached({ conversation, seq, chain }: Entry): Promise<void> {
    const shorter = { _id: idOf(conversation), seq: { $lt: seq } };
    try {
      await this.#followed.updateOne(shorter, { $set: { conversation, seq, chain } }, { upsert: true });
    } catch (error) {
      // There is one already, and it is not shorter.
      if (!isDuplicate(error)) throw error;
    }
  }

  async forget(conversation: Uuid): Promise<void> {
    await this.#followed.deleteOne({ _id: idOf(conversation) });
  }
}

function idOf(conversation: Uuid): string {
  return `${TOKENIZER_VERSION}/${conversation}`;
}

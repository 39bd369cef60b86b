import { TOKENIZER_VERSION, type Entry, type Uuid } from '@parley/protocol';
import type { Span } from '../../../domain/log/page-span.ts';
import type { Candidate } from '../../../domain/search/look-through.ts';
import type { LookBounds } from '../../../domain/search/search-store.ts';
import { termsOf, type Phrase } from '../../../domain/search/terms.ts';
import type { Models } from '../models.ts';
import { isDuplicate } from '../store-error.ts';

/** Higher than any `seq`. */
const SEQS = 2 ** 32;
/** The first `made` of this version. */
const OWN = TOKENIZER_VERSION * SEQS;
const BATCH = 200;
/** What words begin with; the terms of filters do not, and more messages have them. */
const WORD = /^[\p{L}\p{M}\p{N}]/u;

/**
 * The terms of each message, in an index of the database. Several servers may write the same message, each at its own pace, so
 * a document says of which entry it was made, and only a later one replaces it. What was deleted keeps a document without
 * terms: without it, a server that lags behind would bring the words back.
 */
export class MessageWords {
  readonly #words: Models['words'];

  constructor({ words }: Models) {
    this.#words = words;
  }

  /** Takes one entry in. It may be repeated, and entries may come in any order. */
  async take(entry: Entry): Promise<void> {
    const { body, seq } = entry;
    const terms = termsOf(entry);
    if (body.kind === 'message' && terms !== undefined) await this.#put(entry, seq, { terms });
    if (body.kind === 'edit') await this.#put(entry, body.target, { terms: terms ?? [], edit: seq });
    if (body.kind === 'deletion') await this.#put(entry, body.target, { terms: [] });
  }

  /**
   * Takes the words of a message out for good.
   * @param by the entry behind which nothing is said of the message any more
   */
  async forget({ conversation, seq }: Pick<Entry, 'conversation' | 'seq'>, by: number): Promise<void> {
    await this.#put({ conversation, seq: by }, seq, { terms: [] });
  }

  /** The log became another one: a backup was restored. */
  async forgetLog(conversation: Uuid): Promise<void> {
    await this.#words.deleteMany({ conversation });
  }

  /** Messages that have the rarest of the terms, from one end of the span on. */
  async *candidates(
    conversation: Uuid,
    phrases: readonly Phrase[],
    { from, to }: Span,
    { end, candidates }: LookBounds,
  ): AsyncIterable<Candidate> {
    const found = this.#words
      .find({ conversation, terms: rarestOf(phrases), seq: { $gte: from, $lte: to }, made: { $gte: OWN } })
      .sort({ seq: end === 'first' ? 1 : -1 })
      .limit(candidates)
      .batchSize(BATCH)
      .lean()
      .cursor();
    for await (const { seq, edit, terms } of found) yield { seq, edit, terms };
  }

  async #put(
    made: Pick<Entry, 'conversation' | 'seq'>,
    seq: number,
    words: { terms: readonly string[]; edit?: number },
  ): Promise<void> {
    const { conversation } = made;
    const rank = OWN + made.seq;
    const update = {
      $set: { made: rank, terms: [...words.terms] },
      ...(words.edit === undefined ? { $unset: { edit: 1 as const } } : {}),
    };
    if (words.edit !== undefined) Object.assign(update.$set, { edit: words.edit });
    try {
      await this.#words.updateOne({ conversation, seq, made: { $lt: rank } }, update, { upsert: true });
    } catch (error) {
      // There is one already, of this entry or of a later one.
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** Without counting: the longest word, or else the first term. */
function rarestOf(phrases: readonly Phrase[]): string {
  const words = phrases.flat().filter((term) => WORD.test(term));
  return words.toSorted((a, b) => b.length - a.length)[0] ?? phrases[0]?.[0] ?? '';
}

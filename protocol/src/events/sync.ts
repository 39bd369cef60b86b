import * as z from 'zod/mini';
import { Range } from '../log/conversation.ts';
import { Chain, Entry } from '../log/entry.ts';
import { Seq, SeqOrZero, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';

const Limit = z.int().check(z.gte(1), z.lte(LIMITS.pageEntries));

/** A direction through a log: forward from a cursor in the server's chain, or backward; `last` is the newest page. */
export const SyncRequest = z.discriminatedUnion('direction', [
  z.object({
    direction: z.literal('after'),
    conversation: Uuid,
    seq: SeqOrZero,
    /** The client's chain at `seq`, if it has that entry. If the server's differs, it answers `E_LOG_DIVERGED`. */
    chain: z.optional(Chain),
    limit: Limit,
  }),
  z.object({ direction: z.literal('before'), conversation: Uuid, seq: Seq, limit: Limit }),
  z.object({ direction: z.literal('last'), conversation: Uuid, limit: Limit }),
]);
export type SyncRequest = z.infer<typeof SyncRequest>;

/**
 * A page of a log in rising order. It covers `from` to `to`: each `seq` in between is either in `entries` or in `hidden`.
 * An empty page has `to = from - 1`.
 */
export const SyncPage = z.object({
  conversation: Uuid,
  from: Seq,
  to: SeqOrZero,
  entries: z.array(Entry),
  /** Entries that this user may not read; they count as held. */
  hidden: z.array(Range),
  /** Last entry that this user may read. */
  head: SeqOrZero,
});
export type SyncPage = z.infer<typeof SyncPage>;

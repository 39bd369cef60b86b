import * as z from 'zod/mini';
import { Range } from '../log/conversation.ts';
import { Chain, Entry } from '../log/entry.ts';
import { Seq, SeqOrZero, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';

const Limit = z.int().check(z.gte(1), z.lte(LIMITS.pageEntries));

/** Either way through a log: forward from a cursor that must match the server's chain, or backward; `last` is the newest page. */
export const SyncRequest = z.discriminatedUnion('direction', [
  z.object({
    direction: z.literal('after'),
    conversation: Uuid,
    seq: SeqOrZero,
    /** Chain of the entry at `seq`, where the client has it: another one at the server is `E_LOG_DIVERGED`. */
    chain: z.optional(Chain),
    limit: Limit,
  }),
  z.object({ direction: z.literal('before'), conversation: Uuid, seq: Seq, limit: Limit }),
  z.object({ direction: z.literal('last'), conversation: Uuid, limit: Limit }),
]);
export type SyncRequest = z.infer<typeof SyncRequest>;

/**
 * A page of a log in rising order. `from` to `to` is what the page speaks for: each `seq` in it is either in `entries` or in `hidden`.
 * An empty page has `to = from - 1`.
 */
export const SyncPage = z.object({
  conversation: Uuid,
  from: Seq,
  to: SeqOrZero,
  entries: z.array(Entry),
  /** What this user may not read; counts as held. */
  hidden: z.array(Range),
  /** Last entry that this user may read. */
  head: SeqOrZero,
});
export type SyncPage = z.infer<typeof SyncPage>;

import * as z from 'zod/mini';
import { Seq, SeqOrZero, Time, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { Entry } from '../log/entry.ts';
import { route } from './route.ts';

const Flag = z.optional(z.literal(true));

/** Filters of messages; each that is there must fit. */
export const SearchRequest = z.object({
  /** All of these words, in any order. */
  words: z.optional(z.string().check(z.maxLength(LIMITS.wordsMax))),
  sender: z.optional(Uuid),
  link: Flag,
  mentionsMe: Flag,
  pinned: Flag,
  /** Times, both included. */
  since: z.optional(Time),
  until: z.optional(Time),
  /** Places, both left out. */
  after: z.optional(SeqOrZero),
  before: z.optional(Seq),
  order: z.optional(z.enum(['newest', 'oldest'])),
  limit: z.int().check(z.gte(1), z.lte(LIMITS.pageFound)),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** A message and, if it was edited, the edit by whose words it was found. */
export const FoundMessage = z.object({ entry: Entry, edit: z.optional(Entry) });
export type FoundMessage = z.infer<typeof FoundMessage>;

export const SearchPage = z.object({
  /** In the order that was asked for. */
  found: z.array(FoundMessage),
  /** There may be more: ask again with this as `before` or, if the oldest come first, as `after`. */
  next: z.optional(Seq),
  /** The last entry that the index knows. Later ones are found in some seconds. */
  indexed: SeqOrZero,
});
export type SearchPage = z.infer<typeof SearchPage>;

/** Searches in open conversations; the server can't read what is said in sealed ones. */
export const SEARCH_ROUTES = {
  search: route({
    method: 'POST',
    path: '/conversations/:conversation/search',
    who: 'user',
    request: SearchRequest,
    response: SearchPage,
  }),
} as const;

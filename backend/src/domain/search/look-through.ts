import { hasPhrase } from '@parley/protocol';
import type { Look, LookBounds, Place } from './search-store.ts';
import type { Phrase, Terms } from './terms.ts';

/** A message that may be one of those that are looked for. */
export interface Candidate extends Place {
  readonly terms: Terms;
}

/** Compares candidates one by one, for stores that cannot ask for phrases. @param candidates in the order of the look */
export async function lookThrough(
  candidates: AsyncIterable<Candidate> | Iterable<Candidate>,
  phrases: readonly Phrase[],
  bounds: Pick<LookBounds, 'limit' | 'candidates'>,
): Promise<Look> {
  const places: Place[] = [];
  let looked = 0;
  for await (const { terms, seq, edit } of candidates) {
    looked++;
    if (phrases.every((phrase) => hasPhrase(terms, phrase))) places.push({ seq, edit });
    if (places.length === bounds.limit || looked === bounds.candidates)
      return { places, looked, stoppedAt: seq };
  }
  return { places, looked };
}

import type { Entry } from '@parley/protocol';
import type { HeldSealedLog } from '../../ports/sealing/held-logs.ts';
import { sendersIn } from './held-windows.ts';

export interface HeldAndComing extends HeldSealedLog {
  /** Up to which entry nothing of the roster list is lacking, with what is about to be held. */
  readonly wholeTo?: number;
}

/** What is held, with entries that are about to be. */
export function withComing(held: HeldSealedLog, coming: readonly Entry[]): HeldAndComing {
  if (coming.length === 0) return held;
  const chains = new Map(coming.map(({ seq, chain }) => [seq, chain]));
  const chain: HeldSealedLog['chain'] = (seq) => held.chain(seq) ?? chains.get(seq);
  const senders = new Map([...held.senders, ...sendersIn(coming)]);
  return { ...held, entries: [...held.entries, ...coming], wholeTo: wholeWith(held, coming), chain, senders };
}

/** What comes brings its own part of the list, and goes on with what is held only if that goes as far. */
function wholeWith({ listedTo: upTo }: HeldSealedLog, coming: readonly Entry[]): number {
  const seqs = coming.map(({ seq }) => seq);
  return Math.min(...seqs) - 1 <= upTo ? Math.max(upTo, ...seqs) : upTo;
}

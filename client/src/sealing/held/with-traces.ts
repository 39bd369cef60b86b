import { bytesOf, decodeHeader, HEADER_BYTES, isSimple, type EnvelopeHeader } from '@parley/protocol';
import { contentOf, type HeldEntry } from '../../model/held-entry.ts';
import { withStep } from '../../model/sealing/stairs.ts';
import { traceName, type WindowTraces } from '../../model/sealing/window-traces.ts';

/** In base64, with which a payload begins whole: the envelope behind it need not be decoded. */
const HEADER_LETTERS = Math.ceil(HEADER_BYTES / 3) * 4;

/** The map grows in place: with each message, a copy would cost more than all else. */
export interface GrowingTraces extends WindowTraces {
  readonly firsts: Map<string, number>;
}

/** The traces of a window with those of more of its entries, in whichever order they come. @param before used up by this */
export function withTraces(before: GrowingTraces | undefined, entries: readonly HeldEntry[]): GrowingTraces {
  const { firsts } = before ?? { firsts: new Map<string, number>() };
  const vouches = { ...before?.vouches };
  let { named = [], simpleFrom }: Partial<GrowingTraces> = before ?? {};
  for (const entry of entries) {
    const { seq, sender, payload } = entry;
    if (isSimple(payload)) simpleFrom = Math.min(seq, simpleFrom ?? seq);
    const name = traceName(entry);
    firsts.set(name, Math.min(seq, firsts.get(name) ?? seq));
    const header = headerIn(entry);
    if (header === undefined) continue;
    vouches[sender] = withStep(vouches[sender] ?? [], seq, header.keyLog.seq);
    named = withStep(named, seq, header.epoch);
  }
  return { firsts, vouches, named, simpleFrom };
}

/** The header of something opened: it was judged, and it counted. */
export function headerIn(entry: HeldEntry): EnvelopeHeader | undefined {
  const { payload } = entry;
  if (payload?.kind !== 'sealed' || isSimple(payload) || contentOf(entry) === undefined) return undefined;
  return decodeHeader(bytesOf(payload.bytes.slice(0, HEADER_LETTERS)).subarray(0, HEADER_BYTES));
}

import { inRanges, ParleyError, readableRanges, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/** Which version of which message is reported. */
export interface ReportedPlace {
  readonly conversation: Uuid;
  readonly seq: number;
  readonly version: number;
}

/**
 * The entry that a report is about: a message of somebody else that the reporter may read, or may have read as a former member, or an
 * edit of it.
 * @throws ParleyError `E_NOT_FOUND`, `E_TARGET`
 */
export async function reportedEntry(
  { conversations }: Pick<Context, 'conversations'>,
  reporter: Uuid,
  { conversation, seq, version }: ReportedPlace,
): Promise<Entry> {
  const state = await conversations.state(conversation, [reporter]);
  const ranges = state === undefined ? [] : readableRanges(state, reporter);
  if (ranges.length === 0) throw new ParleyError('E_NOT_FOUND');
  const entryAt = async (at: number) =>
    inRanges(ranges, at) ? (await conversations.entries(conversation, at, at)).at(0) : undefined;
  const [message, entry] = [await entryAt(seq), await entryAt(version)];
  const isVersion =
    entry !== undefined &&
    (version === seq || (entry.body.kind === 'edit' && 'target' in entry.body && entry.body.target === seq));
  if (message?.body.kind !== 'message' || !isVersion) throw new ParleyError('E_TARGET');
  if (message.sender === reporter || message.sender !== entry.sender) throw new ParleyError('E_TARGET');
  return entry;
}

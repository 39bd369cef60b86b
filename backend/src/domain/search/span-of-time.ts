import type { Uuid } from '@parley/protocol';
import type { ConversationStore } from '../log/conversation-store.ts';
import type { Span } from '../log/page-span.ts';

interface Wanted {
  /** ms, both ends included */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** The last entry of the log that counts. */
  readonly head: number;
}

/**
 * The entries of a span of time, found by halving. Where a server's clock was set back, entries near that place may be missed:
 * times are for display.
 */
export async function spanOfTime(
  conversations: Pick<ConversationStore, 'entries'>,
  conversation: Uuid,
  { since, until, head }: Wanted,
): Promise<Span> {
  const timeAt = async (seq: number) => (await conversations.entries(conversation, seq, seq))[0]?.time ?? 0;
  const firstFrom = async (time: number) => {
    let [low, high] = [1, head + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await timeAt(middle)) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    from: since === undefined ? 1 : await firstFrom(since),
    to: until === undefined ? head : (await firstFrom(until + 1)) - 1,
  };
}

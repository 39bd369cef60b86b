import type { SpareCopy } from '../../ports/storage/lasting-storage.ts';
import type { LocalHalf } from '../../ports/local-half.ts';
import { soleOwnership } from '../../ports/outbox/outbox-ownership.ts';
import type { QueueStorage } from '../../ports/storage/queue-storage.ts';
import { createSpareCopy } from './spare-copy.ts';

/**
 * Begins a copy in memory with what a local half remembers of the stored one, and goes on with it.
 * @param stored where what is unsent is stored
 */
export async function spareOf(
  { me, known, outbox, people, drafts, storage, clock }: LocalHalf,
  stored: Pick<QueueStorage, 'adopt'>,
): Promise<SpareCopy> {
  const remembered = {
    conversations: [...known.all()],
    outbox: outbox.items.get(),
    drafts: drafts.all(),
    users: [...people.users.get().values()],
    blocked: [...people.blocked.get()],
    unstored: storage.unstored,
  };
  const spare = createSpareCopy(remembered, { me, clock, stored });
  for (const conversation of (await spare.load()).conversations) known.put(conversation);
  // The other tabs have copies of their own. What several of them send, the server recognises by its id.
  outbox.share(soleOwnership);
  return spare;
}

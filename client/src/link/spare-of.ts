import type { Remembered, SpareCopy } from '../ports/lasting-storage.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import { soleOwnership } from '../ports/outbox-ownership.ts';

/** Begins a copy in memory with what a local half remembers of the stored one, and goes on with it. */
export async function spareOf(
  { known, outbox, people, drafts, storage }: LocalHalf,
  begin: (remembered: Remembered) => SpareCopy,
): Promise<SpareCopy> {
  const spare = begin({
    conversations: [...known.all()],
    outbox: outbox.items.get(),
    drafts: drafts.all(),
    users: [...people.users.get().values()],
    blocked: [...people.blocked.get()],
    unstored: storage.unstored,
  });
  for (const conversation of (await spare.load()).conversations) known.put(conversation);
  // The other tabs have copies of their own. What several of them send, the server recognises by its id.
  outbox.share(soleOwnership);
  return spare;
}

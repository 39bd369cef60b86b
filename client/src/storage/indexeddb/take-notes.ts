import { isNothing } from '../../model/composition.ts';
import type { BoxedRows } from '../boxes/boxed-rows.ts';
import type { DraftNotes, LeftDraft } from './draft-notes.ts';
import type { ChatDatabase } from './schema.ts';
import { unlessFull } from './unless-full.ts';

/** Stores the drafts of a page that went while they were under way. Where there is no room a note stays, until the next opening. */
export async function takeNotes(db: ChatDatabase, rows: BoxedRows, notes: DraftNotes): Promise<void> {
  for (const left of notes.left()) if (await isTaken(db, rows, left)) left.remove();
}

async function isTaken(db: ChatDatabase, rows: BoxedRows, { draft, isLast }: LeftDraft): Promise<boolean> {
  // A note does not open if its key went with an earlier copy.
  const opened = await rows.openDraft(draft);
  if (opened === undefined) return true;
  const sealed = isNothing(opened.composition) ? undefined : await rows.sealDraft(opened);
  return unlessFull(db, ['drafts'], async (tx) => {
    const table = tx.objectStore('drafts');
    // Read first: once it has the table, what another tab stores is either there, or comes later.
    await table.get(draft.conversation);
    if (!isLast()) return;
    await (sealed === undefined ? table.delete(draft.conversation) : table.put(sealed));
  });
}

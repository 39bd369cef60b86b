import { retryUpsert } from '../retry-upsert.ts';
import type { Models } from '../models.ts';

/**
 * Everyone logs in once more, with a client that makes keys for their account. Of servers that start at once the first one says when:
 * whoever has logged in at one of them since then stays so.
 */
export async function endSessions({ meta, sessions }: Models): Promise<void> {
  const said = await retryUpsert(() =>
    meta
      .findOneAndUpdate(
        { _id: 'sessionsEnd' },
        { $setOnInsert: { now: new Date() } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean(),
  );
  await sessions.deleteMany({ createdAt: { $lt: said.now?.getTime() ?? 0 } });
}

import { searchText } from '@parley/protocol';
import type { Models } from '../models.ts';

/** `searchText` used to hold both names in lower case; now it holds their folded words. */
export async function foldedSearch({ users }: Models): Promise<void> {
  const all = users.find({}, { username: 1, displayName: 1 }).lean().cursor();
  for await (const { _id, username, displayName } of all)
    // A server that is running meanwhile stores a changed name with its own words.
    await users.updateOne(
      { _id, displayName },
      { $set: { searchText: searchText({ name: displayName, username }) } },
    );
}

import type { Models } from '../models.ts';

/** Accounts say by whose invitation they came, as far as it is known. */
export async function invitedBy({ users, invitations }: Models): Promise<void> {
  const used = { usedBy: { $exists: true }, createdBy: { $exists: true } };
  const all = invitations.find(used, { usedBy: 1, createdBy: 1 }).lean().cursor();
  for await (const { usedBy, createdBy } of all)
    if (usedBy !== undefined && createdBy !== undefined)
      await users.updateOne({ _id: usedBy }, { $set: { invitedBy: createdBy } });
}

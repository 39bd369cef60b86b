import type { Uuid } from '@parley/protocol';
import type { InvitationStore, StoredInvitation } from '../../../domain/invitations/invitation-store.ts';
import type { InvitationDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { storing } from '../store-error.ts';

export class MongoInvitationStore implements InvitationStore {
  readonly #invitations: Models['invitations'];

  constructor({ invitations }: Models) {
    this.#invitations = invitations;
  }

  create({ id, ...invitation }: StoredInvitation): Promise<void> {
    return storing(async () => {
      await this.#invitations.create({ _id: id, ...invitation });
    });
  }

  bySecret(secretHash: string): Promise<StoredInvitation | undefined> {
    return storing(async () => {
      const found = await this.#invitations.findOne({ secretHash }).lean();
      return found === null ? undefined : invitationOf(found);
    });
  }

  createdBy(uid: Uuid): Promise<readonly StoredInvitation[]> {
    return storing(async () => {
      const found = await this.#invitations.find({ createdBy: uid }).sort({ createdAt: -1 }).lean();
      return found.map(invitationOf);
    });
  }

  page(after: Uuid | undefined, limit: number): Promise<readonly StoredInvitation[]> {
    return storing(async () => {
      const last =
        after === undefined ? null : await this.#invitations.findById(after, { createdAt: 1 }).lean();
      const found = await this.#invitations
        .find(last === null ? {} : olderThan(last))
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return found.map(invitationOf);
    });
  }

  revokeAny(id: Uuid): Promise<StoredInvitation | undefined> {
    return storing(async () => {
      const unused = { _id: id, usedBy: { $exists: false } };
      const found = await this.#invitations.findOneAndDelete(unused).lean();
      return found === null ? undefined : invitationOf(found);
    });
  }

  openOf(uid: Uuid, now: number): Promise<number> {
    const open = { createdBy: uid, usedBy: { $exists: false }, expiresAt: { $gt: now } };
    return storing(() => this.#invitations.countDocuments(open).exec());
  }

  revoke(uid: Uuid, id: Uuid): Promise<boolean> {
    return storing(async () => {
      const unused = { _id: id, createdBy: uid, usedBy: { $exists: false } };
      return (await this.#invitations.deleteOne(unused)).deletedCount === 1;
    });
  }

  revokeOpen(uid: Uuid): Promise<void> {
    return storing(async () => {
      await this.#invitations.deleteMany({ createdBy: uid, usedBy: { $exists: false } });
    });
  }

  forget(uid: Uuid): Promise<void> {
    return storing(async () => {
      await this.#invitations.deleteMany({ $or: [{ createdBy: uid }, { usedBy: uid }] });
    });
  }

  revokeOperators(): Promise<void> {
    const missing = { $exists: false };
    return storing(async () => {
      await this.#invitations.deleteMany({ createdBy: missing, usedBy: missing, admin: true });
    });
  }
}

function olderThan({ _id, createdAt }: Pick<InvitationDocument, '_id' | 'createdAt'>) {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: _id } }] };
}

export function invitationOf({ _id, ...invitation }: InvitationDocument): StoredInvitation {
  return { id: _id, ...invitation };
}

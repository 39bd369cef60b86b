import { ParleyError, type Uuid } from '@parley/protocol';
import type { InvitationDocument } from '../documents.ts';
import type { Models } from '../models.ts';

/** An invitation that was used up without an account can be used again after this many ms. */
const ABANDONED = 60_000;

interface Use {
  readonly secretHash: string;
  /** ms */
  readonly now: number;
}

/**
 * Uses up invitations before the account is created: an account without an invitation would be worse than the reverse. If a
 * server stops in between, the invitation can be used again later.
 */
export class InvitationUse {
  readonly #invitations: Models['invitations'];
  readonly #users: Models['users'];

  constructor({ invitations, users }: Models) {
    this.#invitations = invitations;
    this.#users = users;
  }

  /**
   * @returns whether the account becomes an administrator's, and who made the invitation
   * @throws ParleyError `E_INVITATION_INVALID`
   */
  async take({ secretHash, now }: Use, uid: Uuid): Promise<Pick<InvitationDocument, 'admin' | 'createdBy'>> {
    const open = { secretHash, expiresAt: { $gt: now } };
    const update = { $set: { usedBy: uid, usedAt: now } };
    const taken =
      (await this.#invitations.findOneAndUpdate({ ...open, usedBy: { $exists: false } }, update).lean()) ??
      (await this.#takeOver(open, update, now));
    if (taken === null) throw new ParleyError('E_INVITATION_INVALID');
    return taken;
  }

  /** Gives the invitation back if the account was not created. */
  async giveBack({ secretHash }: Use, uid: Uuid): Promise<void> {
    await this.#invitations.updateOne({ secretHash, usedBy: uid }, { $unset: { usedBy: 1, usedAt: 1 } });
  }

  async #takeOver(
    open: { secretHash: string; expiresAt: { $gt: number } },
    update: { $set: { usedBy: Uuid; usedAt: number } },
    now: number,
  ) {
    const abandoned = await this.#invitations.findOne({ ...open, usedAt: { $lt: now - ABANDONED } }).lean();
    const usedBy = abandoned?.usedBy;
    if (usedBy === undefined || (await this.#users.exists({ _id: usedBy })) !== null) return null;
    return this.#invitations.findOneAndUpdate({ ...open, usedBy }, update).lean();
  }
}

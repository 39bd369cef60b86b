import { ParleyError, type Uuid } from '@parley/protocol';
import type { Models } from './models.ts';

/** After this many ms an invitation that is used up without an account behind it can be used again. */
const ABANDONED = 60_000;

interface Use {
  readonly secretHash: string;
  /** ms */
  readonly now: number;
}

/**
 * Uses up invitations. It comes before the account, because an account without an invitation would be worse than
 * the other way round; what a server left behind that stopped in between can be taken over.
 */
export class InvitationUse {
  readonly #invitations: Models['invitations'];
  readonly #users: Models['users'];

  constructor({ invitations, users }: Models) {
    this.#invitations = invitations;
    this.#users = users;
  }

  /**
   * @returns whether the account becomes an administrator's
   * @throws ParleyError `E_INVITATION_INVALID`
   */
  async take({ secretHash, now }: Use, uid: Uuid): Promise<boolean> {
    const open = { secretHash, expiresAt: { $gt: now } };
    const update = { $set: { usedBy: uid, usedAt: now } };
    const taken =
      (await this.#invitations.findOneAndUpdate({ ...open, usedBy: { $exists: false } }, update).lean()) ??
      (await this.#takeOver(open, update, now));
    if (taken === null) throw new ParleyError('E_INVITATION_INVALID');
    return taken.admin;
  }

  /** For an account that did not come to be. */
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

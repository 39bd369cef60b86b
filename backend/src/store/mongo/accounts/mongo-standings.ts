import { randomUUID } from 'node:crypto';
import { ParleyError, type Uuid } from '@parley/protocol';
import type { UpdateQuery } from 'mongoose';
import { canAdminister } from '../../../domain/users/can-administer.ts';
import type { Standing } from '../../../domain/users/user-store.ts';
import type { MetaDocument, UserDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { isDuplicate } from '../store-error.ts';

/** What becomes of an account. */
interface Change {
  readonly after: Partial<Standing>;
  readonly update: UpdateQuery<UserDocument>;
}

const ADMINS = 'admins';

/**
 * Changes of who may administer, so that somebody is left who can. They concern many documents, of which MongoDB changes one at a
 * time. So whoever stops being an administrator is written into one document first, which all such decisions go through, one
 * after the other: each counts those as gone whom an earlier one decided on. Where a server stops between the decision and the
 * change, the account counts as gone for these decisions alone, until its next change.
 */
export class MongoStandings {
  readonly #users: Models['users'];
  readonly #meta: Models['meta'];

  constructor({ users, meta }: Models) {
    this.#users = users;
    this.#meta = meta;
  }

  /**
   * @param decide what becomes of an account as it is stored; undefined to leave it
   * @returns the account as it was
   * @throws ParleyError `E_NOT_FOUND`, `E_LAST_ADMIN`, and what `decide` throws
   */
  async change(uid: Uuid, decide: (document: UserDocument) => Change | undefined): Promise<UserDocument> {
    for (;;) {
      const before = await this.#users.findById(uid).lean();
      if (before === null) throw new ParleyError('E_NOT_FOUND');
      const change = decide(before);
      if (change === undefined) return before;
      const isLeaving = canAdminister(before) && !canAdminister({ ...before, ...change.after });
      if (isLeaving && !(await this.#announce(uid))) continue;
      if (await this.#apply(before, change.update)) {
        // No earlier decision on this account can be carried out any more: its `standing` is another one.
        await this.#meta.updateOne({ _id: ADMINS }, { $pull: { leaving: uid } });
        return before;
      }
    }
  }

  /** Only if it is still as it was when this was decided. */
  async #apply({ _id, standing }: UserDocument, update: UpdateQuery<UserDocument>): Promise<boolean> {
    const same = { _id, standing: standing ?? { $exists: false } };
    const { matchedCount } = await this.#users.updateOne(same, {
      ...update,
      $set: { ...update.$set, standing: randomUUID() },
    });
    return matchedCount === 1;
  }

  /**
   * Writes down that an administrator is leaving.
   * @returns false if another decision came first: then it has to be looked again
   * @throws ParleyError `E_LAST_ADMIN`
   */
  async #announce(uid: Uuid): Promise<boolean> {
    const { token = '', leaving = [] } = await this.#decisions();
    const gone = new Set([...leaving, uid]);
    // After the decisions so far were read: whom they do not name, they took from here.
    const admins = await this.#users.find({ admin: true, removed: false }, { _id: 1 }).lean();
    if (admins.every(({ _id }) => gone.has(_id))) throw new ParleyError('E_LAST_ADMIN');
    const { matchedCount } = await this.#meta.updateOne(
      { _id: ADMINS, token },
      { $set: { token: randomUUID() }, $addToSet: { leaving: uid } },
    );
    return matchedCount === 1;
  }

  async #decisions(): Promise<Pick<MetaDocument, 'token' | 'leaving'>> {
    const found = await this.#meta.findById(ADMINS).lean();
    if (found !== null) return found;
    try {
      await this.#meta.create({ _id: ADMINS, token: randomUUID(), leaving: [] });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    return (await this.#meta.findById(ADMINS).lean()) ?? {};
  }
}

import { ParleyError, type Uuid } from '@parley/protocol';
import type { MachineDetails, MachineStore, StoredMachine } from '../../../domain/machines/machine-store.ts';
import type { UserDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { storing } from '../store-error.ts';
import { userOf } from './user-document.ts';

const IS_MACHINE = { machine: { $exists: true } };

export class MongoMachineStore implements MachineStore {
  readonly #users: Models['users'];

  constructor({ users }: Models) {
    this.#users = users;
  }

  find(uid: Uuid): Promise<StoredMachine | undefined> {
    return storing(
      async () => (await this.#users.find({ _id: uid, ...IS_MACHINE }).lean()).flatMap(machinesIn)[0],
    );
  }

  page(after: Uuid | undefined, limit: number): Promise<readonly StoredMachine[]> {
    return storing(async () => {
      const found = await this.#users
        .find({ _id: { $gt: after ?? '' }, ...IS_MACHINE })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.flatMap(machinesIn);
    });
  }

  change(uid: Uuid, machine: MachineDetails): Promise<void> {
    return storing(async () => {
      const { matchedCount } = await this.#users.updateOne(
        { _id: uid, ...IS_MACHINE },
        { $set: { machine } },
      );
      if (matchedCount === 0) throw new ParleyError('E_NOT_FOUND');
    });
  }
}

function machinesIn(document: UserDocument): readonly StoredMachine[] {
  const { machine, createdAt } = document;
  return machine === undefined ? [] : [{ user: userOf(document), details: machine, createdAt }];
}

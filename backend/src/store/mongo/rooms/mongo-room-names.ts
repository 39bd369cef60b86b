import type { NameClaim, RoomNames } from '../../../domain/rooms/room-names.ts';
import type { RoomNameDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';

export class MongoRoomNames implements RoomNames {
  readonly #names: Models['roomNames'];

  constructor({ roomNames }: Pick<Models, 'roomNames'>) {
    this.#names = roomNames;
  }

  claim(claim: NameClaim, replaces?: NameClaim): Promise<NameClaim> {
    return storing(async () => {
      if (replaces === undefined) await this.#insert(claim);
      else await this.#replace(claim, replaces);
      const stored = await this.#names.findById(claim.folded).lean();
      return stored === null ? claim : claimOf(stored);
    });
  }

  find(folded: string): Promise<NameClaim | undefined> {
    return storing(async () => {
      const stored = await this.#names.findById(folded).lean();
      return stored === null ? undefined : claimOf(stored);
    });
  }

  async #insert(claim: NameClaim): Promise<void> {
    try {
      await this.#names.create(nameDocument(claim));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  async #replace({ folded, ...claim }: NameClaim, replaced: NameClaim): Promise<void> {
    const filter = { _id: folded, id: replaced.id, time: replaced.time };
    await this.#names.updateOne(filter, { $set: claim });
  }
}

export function nameDocument({ folded, ...claim }: NameClaim): RoomNameDocument {
  return { _id: folded, ...claim };
}

export function claimOf({ _id, conversation, id, sender, time }: RoomNameDocument): NameClaim {
  return { folded: _id, conversation, id, sender, time };
}

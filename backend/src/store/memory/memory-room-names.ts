import type { NameClaim, RoomNames } from '../../domain/rooms/room-names.ts';

export class MemoryRoomNames implements RoomNames {
  readonly #claims = new Map<string, NameClaim>();

  async claim(claim: NameClaim, replaces?: NameClaim): Promise<NameClaim> {
    const known = this.#claims.get(claim.folded);
    const isFree = known === undefined || (known.id === replaces?.id && known.time === replaces.time);
    if (isFree) this.#claims.set(claim.folded, claim);
    return isFree ? claim : known;
  }

  async find(folded: string): Promise<NameClaim | undefined> {
    return this.#claims.get(folded);
  }
}

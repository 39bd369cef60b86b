import type { Uuid } from '@parley/protocol';

/** A name that a command asked for, before its entry was stored. It stays with the room that got it. */
export interface NameClaim {
  /** What names are compared by. */
  readonly folded: string;
  readonly conversation: Uuid;
  /** Of the command, and who sent it. */
  readonly id: Uuid;
  readonly sender: Uuid;
  /** When it was claimed, in ms. */
  readonly time: number;
}

/** Who has which name of a room: one claim a name. */
export interface RoomNames {
  /**
   * Stores a claim if its name has none, or exactly the one that it replaces. One operation, so that one of two callers gets it.
   * @returns the claim that the name has then
   */
  claim(claim: NameClaim, replaces?: NameClaim): Promise<NameClaim>;
  /** The claim that a name has. The state of its room tells whether it is still called so. */
  find(folded: string): Promise<NameClaim | undefined>;
}

import type { RoomLook, RoomRules, User, Uuid } from '@parley/protocol';

/** How a room presents itself in lists, beside its name. */
export type ShortLook = Omit<RoomLook, 'description'>;

/** Those who are banned from a room, a page of them. */
export interface BannedPage {
  readonly people: readonly User[];
  /** Where the next page begins; missing on the last one. */
  readonly next?: Uuid;
}

/** How owners and admins keep a room in order. All of it needs a connection and fails with a `CodedError`. */
export interface RoomOrder {
  /** Says the whole look of the room in place of the one before. */
  describe(room: Uuid, look: RoomLook): Promise<void>;
  changeRules(room: Uuid, rules: RoomRules): Promise<void>;
  /** @param seconds for how long; 0 ends it */
  mute(room: Uuid, member: Uuid, seconds: number): Promise<void>;
  /** Takes somebody out, if they are in, and keeps them out. */
  ban(room: Uuid, member: Uuid): Promise<void>;
  unban(room: Uuid, member: Uuid): Promise<void>;
  /** Who is banned. Their names are known from then on. @param after the `next` of the page before */
  banned(room: Uuid, after?: Uuid): Promise<BannedPage>;
  /**
   * Makes a member owner of a room whose owners' accounts are all deactivated. For the server's administrators.
   * @throws CodedError `E_ROOM_HAS_OWNER`, `E_NOT_A_MEMBER`
   */
  appoint(room: Uuid, member: Uuid): Promise<void>;
}

import type { ListedRoom } from '@parley/protocol';

/** A room that somebody wants to join; it may be unknown whether it takes a password. */
export type RoomToJoin = Pick<ListedRoom, 'conversation' | 'name'> & Partial<Pick<ListedRoom, 'locked'>>;

import type { Uuid } from '@parley/protocol';

/** Where a room stands in the directory, which is in the order of activity. */
export interface DirectoryPlace {
  readonly conversation: Uuid;
  /** When somebody last wrote there, or else when it was created, in ms. */
  readonly active: number;
}

/**
 * The rooms that are not deleted, by their activity. Which rooms there are and what they are called follows the logs with
 * each entry that changes it; activity is recorded now and then, because a message must not cost a write here.
 */
export interface RoomDirectory {
  /**
   * Rooms behind a place, the most recently active first, in whose names each of the words begins a word. It may still
   * have rooms that are deleted by now: their states tell.
   * @param words folded
   */
  page(
    words: readonly string[],
    after: DirectoryPlace | undefined,
    limit: number,
  ): Promise<readonly DirectoryPlace[]>;
  /** Those of the conversations that are in the directory. */
  listed(conversations: readonly Uuid[]): Promise<readonly Uuid[]>;
  /**
   * Moves activity forward, never back; what is no room in the directory is passed over.
   * @param upTo a token of `changedSince`: no activity before it is missing any more
   */
  record(places: readonly DirectoryPlace[], upTo: string): Promise<void>;
  /** The token that was recorded last, undefined if none was. */
  recordedUpTo(): Promise<string | undefined>;
  /**
   * Erases the payloads of some entries of a room that was deleted before a time, but not their hashes, with the words by which
   * they are found; as many as take some milliseconds, together with how far it got.
   * @param before ms
   * @returns whether there may be more
   */
  eraseSome(before: number): Promise<boolean>;
}

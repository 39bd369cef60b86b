/** A row of a local copy. */
export interface Boxable {
  /** What the row says, under the key of the copy; in its place the row has blanks. Only within a storage. */
  readonly box?: Uint8Array<ArrayBuffer>;
}

/** What two people compare. */
export interface SafetyNumber {
  /** 12 groups of 5 digits. */
  readonly groups: readonly string[];
  /** What the QR code says: the first 32 bytes of the fingerprint and both uids, the lower first. 64 bytes. */
  readonly code: Uint8Array;
}

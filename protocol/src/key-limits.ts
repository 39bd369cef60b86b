/** The bounds of key logs, vaults and sealed messages, as in `LIMITS`. Apart from it, because the first page needs none of them. */
export const KEY_LIMITS = {
  /** One JSON body of an HTTP request that may carry a vault. */
  vaultBodyBytes: 512 * 1024,
  /** Entries of an account's key log. */
  keyLogEntries: 4_000,
  /** Characters of one entry; the largest revokes as many devices as an account may have. */
  keyLogEntryBytes: 8 * 1024,
  /** Entries of a key log with their signatures, in characters. */
  keyLogBytes: 1024 * 1024,
  /** Key logs in one request. */
  keyLogsBatch: 200,
  /** Epochs, or roster lists, in one request. */
  wantedBatch: 200,
  /** Devices of an account that are not revoked. */
  devices: 50,
  /** A vault's box, in bytes. */
  vaultBytes: 256 * 1024,
  /** The most by which a vault's version rises at once; after a restored backup it skips what was lost. */
  vaultVersionStep: 1_000_000,
  /** Vaults that are kept after an identity was reset. */
  formerVaults: 4,
  /** Members of a sealed conversation. */
  sealedMembers: 250,
  /** How far below the head of the log an envelope may be made. */
  headBehind: 2_000,
  /** Parts of one epoch's keys. */
  epochParts: 250,
  /** Recipients of one epoch's key whose records fit in one payload. */
  partRecipients: 27,
  /** Characters of a rule's name and of its value. */
  ruleMax: 60,
  /** Epochs that one member may start under one roster. */
  epochStarts: 8,
  /** Epochs whose keys one bundle hands to newcomers. */
  bundleEpochs: 900,
} as const;

/**
 * SHA-256 (FIPS 180-4), synchronous because the chain is checked inside database transactions.
 * Injected: the server has a native one, browsers have none that is synchronous.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

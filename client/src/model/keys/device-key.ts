/** The Ed25519 key of this browser or terminal. In browsers, its private half cannot leave where it is kept. */
export interface DeviceKey {
  readonly privateKey: CryptoKey;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

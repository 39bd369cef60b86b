/** A server that the MongoDB suite talks to. */
export interface TestServer {
  readonly kind: string;
  readonly address: URL;
  /** Stops it as a crash would and starts it again with the same data; missing for servers that are not ours. */
  readonly restart?: () => Promise<void>;
  stop(): Promise<void>;
}

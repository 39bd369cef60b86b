/** A whole Parley that browsers talk to. */
export interface Stack {
  readonly origin: string;
  /** As `kill -9`, of every server. */
  kill(): Promise<void>;
  /** Resolves when it serves again after that. */
  launch(): Promise<void>;
  stop(): Promise<void>;
}

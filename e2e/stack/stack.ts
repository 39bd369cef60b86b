/** A whole Parley that browsers talk to. */
export interface Stack {
  readonly origin: string;
  /** Where the first account is made: the server prints it at its start. */
  adminLink(): Promise<string>;
  /** As `kill -9`, of every server. */
  kill(): Promise<void>;
  /** Resolves when it serves again after that. */
  launch(): Promise<void>;
  stop(): Promise<void>;
}

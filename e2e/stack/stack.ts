/** A complete Parley for browsers. */
export interface Stack {
  readonly origin: string;
  /** The link for the first account: the server prints it when it starts. */
  adminLink(): Promise<string>;
  /** Like `kill -9`, on every server. */
  kill(): Promise<void>;
  /** Resolves when it serves again. */
  launch(): Promise<void>;
  stop(): Promise<void>;
}

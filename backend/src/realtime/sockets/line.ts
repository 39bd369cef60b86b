import type { Gate } from './gated-web-socket.ts';

/** Why a connection is cut: it sent too much, or it reads too slowly. */
export type CutReason = 'flood' | 'unsent';

/** What carries a connection, from its beginning to its end. */
export interface Line {
  /** False once it is about to close, or closed. */
  readonly isOpen: boolean;
  /** Sets what decides on each packet, before it is parsed further. */
  guard(gate: Gate): void;
  /** Waiting data is flushed: calls back when it takes no memory any more. */
  flushed(gone: () => void): void;
  /** The connection is closed. */
  closed(): void;
  /** Ends the connection. After `unsent`, nothing that waits is sent or kept. */
  cut(reason: CutReason): void;
}

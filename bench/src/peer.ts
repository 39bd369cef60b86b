import type { ServerProcess } from './server-process.ts';

/** One connected user of a system under measurement. */
export interface PeerUser {
  /** Sends to the partner and resolves with the acknowledgement. */
  send(text: string): Promise<void>;
  /** Sends to the room that all users are in. */
  sendToRoom(text: string): Promise<void>;
  /** Called for every message of another user. @returns a function that stops it */
  onMessage(listener: () => void): () => void;
  close(): void;
}

/** A system under measurement, running. */
export interface Peer {
  readonly name: string;
  readonly server: ServerProcess;
  /** Connects users who can write to each other in pairs (2i and 2i + 1) and, all of them, in one room. */
  connect(users: number): Promise<readonly PeerUser[]>;
  stop(): Promise<void>;
}

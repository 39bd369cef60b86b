import type { ServerProcess } from './server-process.ts';

/** Sends a message and resolves with the acknowledgement. Undefined once none of those is left that were made ahead. */
export type Send = () => Promise<void> | undefined;

/** One connected user of a system under measurement. */
export interface PeerUser {
  /** @param ahead how many messages are made before, where that is the clients' work: it is not what is measured */
  toPartner(text: string, ahead: number): Promise<Send>;
  /** The same to the room that all users are in. */
  toRoom(text: string, ahead: number): Promise<Send>;
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

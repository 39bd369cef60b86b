import type { Uuid } from '@parley/protocol';
import type { BusMessage } from './bus-message.ts';

/** Receives a message and the id of the node that sent it. */
export type BusListener = (message: BusMessage, from: Uuid) => void;

/** The connection between nodes. */
export interface Bus {
  /** To all other nodes; never throws. */
  send(message: BusMessage): void;
  listen(listener: BusListener): void;
  /** Called whenever the others can be heard, for the first time or again: messages sent in between are lost. */
  onConnected(listener: () => void): void;
  close(): Promise<void>;
}

/** The bus of a node without others. */
export const NO_BUS: Bus = {
  send: () => undefined,
  listen: () => undefined,
  onConnected: () => undefined,
  close: () => Promise.resolve(),
};

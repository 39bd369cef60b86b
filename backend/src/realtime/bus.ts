import type { Uuid } from '@parley/protocol';
import type { BusMessage } from './bus-message.ts';

/** Gets what another node said, and which. */
export type BusListener = (message: BusMessage, from: Uuid) => void;

/** How nodes tell each other. */
export interface Bus {
  /** To all other nodes; never throws. */
  send(message: BusMessage): void;
  listen(listener: BusListener): void;
  /** Called whenever the others can be heard, for the first time or again: what they said meanwhile is lost. */
  onConnected(listener: () => void): void;
  close(): Promise<void>;
}

/** A node on its own has nobody to tell. */
export const NO_BUS: Bus = {
  send: () => undefined,
  listen: () => undefined,
  onConnected: () => undefined,
  close: () => Promise.resolve(),
};

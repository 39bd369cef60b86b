import type { BusListener, Bus } from '@parley/backend/realtime/nodes/bus.ts';
import type { BusMessage } from '@parley/backend/realtime/nodes/bus-message.ts';
import type { Uuid } from '@parley/protocol';
import type { Process } from '../world/process.ts';

/** Carries messages from one node to the others, or loses them. */
export type Carry = (from: SimulatedBus, message: BusMessage) => void;

/** A node's end of the bus. A node that is dead neither sends nor hears. */
export class SimulatedBus implements Bus {
  readonly node: Uuid;
  readonly process: Process;
  readonly #carry: Carry;
  readonly #listeners: BusListener[] = [];

  constructor(node: Uuid, process: Process, carry: Carry) {
    this.node = node;
    this.process = process;
    this.#carry = carry;
  }

  send(message: BusMessage): void {
    this.process.run(() => this.#carry(this, message));
  }

  listen(listener: BusListener): void {
    this.#listeners.push(listener);
  }

  onConnected(listener: () => void): void {
    this.process.setTimeout(listener, 0);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  hear(message: BusMessage, from: Uuid): void {
    this.process.run(() => {
      for (const listener of this.#listeners) listener(message, from);
    });
  }
}

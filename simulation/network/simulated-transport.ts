import type { Connection, ConnectionListener, Transport } from '@parley/client';
import type { Process } from '../world/process.ts';
import type { Link } from './link.ts';
import type { Network } from './network.ts';
import type { Downward } from './packet.ts';

/** The SDK's way to the simulated servers, for one client. */
export function simulatedTransport(network: Network, process: Process): Transport {
  return {
    connect: (token, listener) => {
      const link = network.dial(token() ?? '');
      if (link === undefined) return unreachable(network, process, listener);
      const connection = new SimulatedConnection(link, process, listener);
      link.sendUp({ kind: 'hello', token: token() });
      return connection;
    },
  };
}

function unreachable(network: Network, process: Process, listener: ConnectionListener): Connection {
  const cancel = process.setTimeout(() => listener.closed('transport error'), network.delay());
  return { emit: () => undefined, request: () => new Promise(() => undefined), close: cancel };
}

class SimulatedConnection implements Connection {
  readonly #link: Link;
  readonly #listener: ConnectionListener;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #acks = 0;
  #opened = false;

  constructor(link: Link, process: Process, listener: ConnectionListener) {
    this.#link = link;
    this.#listener = listener;
    link.attachClient({
      received: (packet) => process.run(() => this.#received(packet)),
      closed: (reason) => process.run(() => listener.closed(reason)),
    });
  }

  emit(name: string, payload: unknown): void {
    this.#link.sendUp({ kind: 'event', name, payload });
  }

  request(name: string, payload: unknown): Promise<unknown> {
    const ack = ++this.#acks;
    return new Promise((resolve) => {
      this.#waiting.set(ack, resolve);
      this.#link.sendUp({ kind: 'event', name, payload, ack });
    });
  }

  close(): void {
    this.#link.hangUp();
  }

  #received(packet: Downward): void {
    switch (packet.kind) {
      case 'opened':
        if (!this.#opened) this.#listener.opened();
        this.#opened = true;
        return;
      case 'refused': {
        this.#listener.refused(packet.refusal);
        return;
      }
      case 'ack':
        this.#waiting.get(packet.ack)?.(packet.answer);
        this.#waiting.delete(packet.ack);
        return;
      case 'event': {
        this.#listener.event(packet.name, packet.payload);
        return;
      }
    }
  }
}

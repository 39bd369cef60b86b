import type { Connection, ConnectionData } from '@parley/backend/realtime/connections.ts';
import type { ServerEventName, Uuid, WireError } from '@parley/protocol';
import type { Link } from '../network/link.ts';

/** Hears what leaves a node for a user. */
export type Sent = (uid: Uuid, name: string, payload: unknown) => void;

/** One link as its node sees it. */
export class SimulatedConnection implements Connection {
  readonly id: string;
  readonly data: ConnectionData;
  readonly rooms = new Set<string>();
  isOpen = true;
  /** A link carries everything at once. */
  readonly unsentBytes = 0;
  readonly #link: Link;
  readonly #sent: Sent;

  constructor({ id, data, link, sent }: { id: string; data: ConnectionData; link: Link; sent: Sent }) {
    this.id = id;
    this.data = data;
    this.#link = link;
    this.#sent = sent;
  }

  isIn(room: string): boolean {
    return this.rooms.has(room);
  }

  join(rooms: readonly string[]): void {
    if (this.isOpen) for (const room of rooms) this.rooms.add(room);
  }

  leave(room: string): void {
    this.rooms.delete(room);
  }

  tell(name: ServerEventName, payload: unknown): void {
    if (!this.isOpen) return;
    this.#sent(this.data.uid, name, payload);
    this.#link.sendDown({ kind: 'event', name, payload });
  }

  acknowledge(event: { readonly name: string; readonly ack: number }, answer: unknown): void {
    if (!this.isOpen) return;
    this.#sent(this.data.uid, event.name, answer);
    this.#link.sendDown({ kind: 'ack', ack: event.ack, answer });
  }

  close(reason?: WireError): void {
    if (reason !== undefined) this.tell('token-expired', reason);
    this.isOpen = false;
    this.#link.finish();
  }
}

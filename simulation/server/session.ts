import type { ServerEventName } from '@parley/protocol';
import { ParleyError, type Uuid } from '@parley/protocol';
import type { Link } from '../network/link.ts';
import type { Upward } from '../network/packet.ts';
import type { Process } from '../world/process.ts';

/** What a node does for its sessions. */
export interface SessionOwner {
  readonly process: Process;
  opened(session: Session): void;
  closed(session: Session): void;
  /** Handles an event; the answer goes into its acknowledgement. @throws ParleyError */
  handle(session: Session, name: string, payload: unknown): Promise<unknown>;
  /** An entry was sent to this user's device. */
  sent(session: Session, name: string, payload: unknown): void;
}

/** One socket as its node sees it. */
export class Session {
  uid: Uuid = '';
  readonly #link: Link;
  readonly #owner: SessionOwner;

  constructor(link: Link, owner: SessionOwner) {
    this.#link = link;
    this.#owner = owner;
    link.attachServer({
      received: (packet) => owner.process.run(() => this.#received(packet)),
      closed: () => owner.process.run(() => owner.closed(this)),
    });
  }

  emit(name: ServerEventName, payload: unknown): void {
    this.#owner.sent(this, name, payload);
    this.#link.sendDown({ kind: 'event', name, payload });
  }

  /** The node is dead: its machine resets its connections. */
  cut(): void {
    this.#link.cut();
  }

  #received(packet: Upward): void {
    if (packet.kind === 'hello') {
      this.uid = packet.token ?? '';
      this.#owner.opened(this);
      this.#link.sendDown({ kind: 'opened' });
    } else void this.#answer(packet);
  }

  async #answer({ name, payload, ack }: Extract<Upward, { kind: 'event' }>): Promise<void> {
    const answer = await this.#owner.handle(this, name, payload).then(
      (response) => {
        this.#owner.sent(this, name, response);
        return { success: true, response };
      },
      (error: unknown) => ({ success: false, error: wireError(error) }),
    );
    if (ack !== undefined) this.#link.sendDown({ kind: 'ack', ack, answer });
  }
}

/** Any error but a defined refusal is a bug, and fails the run instead of becoming `E_INTERNAL`. */
function wireError(error: unknown) {
  if (error instanceof ParleyError) return error.toWire();
  throw error;
}

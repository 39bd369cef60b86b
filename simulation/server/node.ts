import { visibleHead } from '@parley/backend/domain/conversations/heads.ts';
import type { Publisher } from '@parley/backend/domain/publisher.ts';
import type { HttpRequest, HttpResponse } from '@parley/client';
import { currentMembers, ParleyError, type Uuid } from '@parley/protocol';
import type { Link } from '../network/link.ts';
import type { Listener } from '../network/network.ts';
import type { History } from '../world/history.ts';
import type { Process } from '../world/process.ts';
import { listenersOf, marksRing, newcomersOf, type Ring } from './doorbell.ts';
import { entriesIn } from './entries-in.ts';
import { handleEvent } from './events.ts';
import { handleRequest } from './routes.ts';
import { Session, type SessionOwner } from './session.ts';
import type { UseCaseContext } from './use-case-context.ts';

export interface NodeDeps {
  readonly name: string;
  readonly process: Process;
  readonly history: History;
  readonly stores: Pick<UseCaseContext, 'conversations' | 'users' | 'audit'>;
  /** Delivers a ring to every node, this one included, or loses it. */
  readonly ring: (ring: Ring) => void;
}

/** One server process: the real use cases behind simulated sockets. */
export class Node implements Listener, SessionOwner {
  readonly process: Process;
  readonly #name: string;
  readonly #history: History;
  readonly #context: UseCaseContext;
  readonly #sessions = new Set<Session>();

  constructor({ name, process, history, stores, ring }: NodeDeps) {
    this.process = process;
    this.#name = name;
    this.#history = history;
    this.#context = {
      ...stores,
      clock: () => process.now(),
      onlineUsers: { isOnline: (uid) => [...this.#sessions].some((session) => session.uid === uid) },
      publisher: publisherTo(ring),
    };
  }

  get listening(): boolean {
    return this.process.alive;
  }

  accept(link: Link): void {
    this.#sessions.add(new Session(link, this));
  }

  opened(): void {
    // Nothing to do: the first packet already identified the user.
  }

  closed(session: Session): void {
    this.#sessions.delete(session);
  }

  async handle({ uid }: Session, name: string, payload: unknown): Promise<unknown> {
    return handleEvent(this.#context, uid, { name, payload });
  }

  sent({ uid }: Session, name: string, payload: unknown): void {
    const isAck = name === 'privateMessage' || name === 'groupMessage';
    for (const entry of entriesIn(name, payload)) {
      this.#history.wasSeen(uid, entry);
      if (isAck) this.#history.wasAcknowledged(entry);
    }
  }

  async exchange(uid: Uuid, request: HttpRequest): Promise<HttpResponse> {
    try {
      return { status: 200, body: await handleRequest(this.#context, uid, request) };
    } catch (error) {
      if (error instanceof ParleyError) return { status: 400, body: error.toWire() };
      throw error;
    }
  }

  /** A node, perhaps this one, has something to announce. */
  async heard(ring: Ring): Promise<void> {
    if (ring.kind === 'marks') return this.#tellMarks(ring);
    const { appended } = ring;
    for (const uid of newcomersOf(appended)) await this.#tellNewcomer(uid, appended.entry.conversation);
    this.#tell(listenersOf(appended), 'response', appended.entry);
  }

  /** `kill -9`. */
  kill(): void {
    this.#history.note(this.#name, 'is killed');
    this.process.kill();
    for (const session of this.#sessions) session.cut();
  }

  async #tellNewcomer(uid: Uuid, conversation: Uuid): Promise<void> {
    const view = await this.#context.conversations.view(uid, conversation);
    if (view === undefined) return;
    this.#tell([uid], 'newgrp', { head: await visibleHead(this.#context, uid, view) });
  }

  async #tellMarks({ moved }: Extract<Ring, { kind: 'marks' }>): Promise<void> {
    const state = await this.#context.conversations.state(moved.conversation);
    if (state !== undefined) this.#tell(currentMembers(state), 'updateDeliveryStatusOnConnection', moved);
  }

  #tell(uids: readonly Uuid[], ...[name, payload]: Parameters<Session['emit']>): void {
    for (const session of this.#sessions) if (uids.includes(session.uid)) session.emit(name, payload);
  }
}

function publisherTo(ring: (ring: Ring) => void): Publisher {
  return {
    appended: (appended) => ring({ kind: 'entry', appended }),
    marksMoved: (moved) => moved.forEach((one) => ring(marksRing(one))),
    sessionsEnded: () => undefined,
    blocksChanged: () => undefined,
  };
}

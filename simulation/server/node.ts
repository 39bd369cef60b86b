import type { Context } from '@parley/backend/domain/context.ts';
import { publishTo } from '@parley/backend/domain/publish-to.ts';
import { createLogger } from '@parley/backend/logging/logger.ts';
import { Admission } from '@parley/backend/realtime/admission/admission.ts';
import { createDelivery } from '@parley/backend/realtime/create-delivery.ts';
import { createRealtime } from '@parley/backend/realtime/create-realtime.ts';
import { NodePublisher } from '@parley/backend/realtime/nodes/node-publisher.ts';
import { AuditNotes } from '@parley/backend/security/audit/audit-notes.ts';
import { windowLimit } from '@parley/backend/security/limits/window-limit.ts';
import type { HttpRequest, HttpResponse } from '@parley/client';
import { CodedError, OLDEST_PROTOCOL_VERSION, type Uuid } from '@parley/protocol';
import type { Link } from '../network/link.ts';
import type { Listener } from '../network/network.ts';
import type { History } from '../world/history.ts';
import type { Process } from '../world/process.ts';
import { noteSent } from './note-sent.ts';
import { Routes } from './routes.ts';
import { SimulatedConnections } from './simulated-connections.ts';
import type { SimulatedBus } from './simulated-bus.ts';
import { uidIn } from './uid-tokens.ts';

/** A few short messages, so that most answers take several pages, and many pages end early. */
const PAGE_BYTES = 400;
const TICK_MS = 1_000;
/** The limits of a server that nobody has configured. */
const MESSAGE_RATE = { perSecond: 10, burst: 50 };
const UNBOUNDED = {
  total: Number.POSITIVE_INFINITY,
  perUser: Number.POSITIVE_INFINITY,
  perAddress: Number.POSITIVE_INFINITY,
  rate: windowLimit('connections', 0, 1),
  hardRate: windowLimit('upgrades', 0, 1),
};

export interface NodeDeps {
  readonly name: string;
  readonly bus: SimulatedBus;
  readonly history: History;
  /** Changes an answer over HTTP. */
  readonly lie: (path: string, body: unknown, asked: unknown, uid: Uuid) => unknown;
  /** Whether somebody who connects is sent here. */
  readonly serves: (uid: Uuid) => boolean;
  readonly base: Omit<Context, 'publisher' | 'onlineUsers' | 'clock' | 'report'>;
}

/** One server process: everything that a real one has between its sockets and its store. */
export class Node implements Listener {
  readonly process: Process;
  readonly bus: SimulatedBus;
  readonly #name: string;
  readonly #history: History;
  readonly #routes: Routes;
  readonly #connections: SimulatedConnections;
  readonly #lie: NodeDeps['lie'];
  readonly #serves: NodeDeps['serves'];
  readonly #tick: () => Promise<void>;
  #isReady = false;

  constructor({ name, bus, history, base, lie, serves }: NodeDeps) {
    this.#lie = lie;
    this.#serves = serves;
    const { process } = bus;
    this.process = process;
    this.bus = bus;
    this.#name = name;
    this.#history = history;
    const context = { ...base, clock: () => process.now() };
    const failed = (error: unknown) => history.bug(name, error);
    const auditNotes = new AuditNotes(context, failed);
    const admission = new Admission({ bounds: UNBOUNDED, clock: context.clock, auditNotes });
    const connections = new SimulatedConnections({ process, sent: noteSent(history) });
    const delivery = createDelivery(context, { connections, bus, failed });
    const publishers = [delivery.publisher, new NodePublisher(bus)];
    this.#connections = connections;
    const served = {
      ...context,
      publisher: publishTo(publishers, failed),
      onlineUsers: delivery.presence,
      report: failed,
    };
    this.#routes = new Routes(served);
    const realtime = createRealtime(served, {
      connections,
      delivery,
      admission,
      auditNotes,
      messageRate: () => MESSAGE_RATE,
      oldestClient: OLDEST_PROTOCOL_VERSION,
      pageBytes: PAGE_BYTES,
      version: 'simulated',
      commands: [],
      commandLimit: { user: windowLimit('commands', 0, 1), address: windowLimit('commands', 0, 1) },
      nextTurn: () => process.sleep(0),
      logger: createLogger({ level: 'warn', pretty: false, stream: { write: failed } }),
      track: (work) => work(),
    });
    this.#tick = () => realtime.tick();
    void this.#ticks();
  }

  get listening(): boolean {
    return this.process.alive && this.#isReady;
  }

  serves(token: string): boolean {
    return this.#serves(uidIn(token));
  }

  accept(link: Link): void {
    this.#connections.accept(link);
  }

  async exchange(token: string, request: HttpRequest): Promise<HttpResponse> {
    try {
      const body = await this.#routes.answer(token, request);
      return { status: 200, body: this.#lie(request.path, body, request.body, uidIn(token)) };
    } catch (error) {
      if (error instanceof CodedError) return { status: 400, body: error.toWire() };
      throw error;
    }
  }

  /** `kill -9`. */
  kill(): void {
    this.#history.note(this.#name, 'is killed');
    this.process.kill();
    this.#connections.cutAll();
  }

  async #ticks(): Promise<void> {
    try {
      await this.#tick();
    } catch (error) {
      this.#history.bug(this.#name, error);
    }
    this.#isReady = true;
    this.process.setTimeout(() => void this.#ticks(), TICK_MS);
  }
}

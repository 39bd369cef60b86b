import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { NAMESPACE, ParleyError, SOCKET_PATH, TIMING } from '@parley/protocol';
import cookieParser from 'cookie-parser';
import { Server } from 'socket.io';
import type { Context } from '../domain/context.ts';
import type { Logger } from '../logging/logger.ts';
import { AuditNotes } from '../security/audit/audit-notes.ts';
import type { Doors } from '../security/doors.ts';
import { Admission, hardCap, type SocketBounds } from './admission/admission.ts';
import { Blocks } from './presence/blocks.ts';
import { builtinCommands } from './events/builtin-commands.ts';
import type { Bus } from './nodes/bus.ts';
import type { ChatNamespace, ChatServer } from './socket-io/chat-server.ts';
import { EntryRelay } from './delivery/entry-relay.ts';
import { GroupNotices } from './delivery/group-notices.ts';
import { letIn } from './admission/let-in.ts';
import { LogTail } from './delivery/log-tail.ts';
import { MarkRelay } from './delivery/mark-relay.ts';
import { Memberships } from './delivery/memberships.ts';
import { MessageLimit } from './events/message-limit.ts';
import { PageTurns } from './events/page-turns.ts';
import { Presence } from './presence/presence.ts';
import { refusal } from './socket-io/refusal.ts';
import { ServerCommands, type CommandInfo } from './events/server-commands.ts';
import { SessionWatch } from './admission/session-watch.ts';
import { allowRequest } from './socket-io/allow-request.ts';
import { closeSockets } from './socket-io/close-sockets.ts';
import type { Connection } from './socket-io/connection.ts';
import { Connections } from './socket-io/connections.ts';
import { GatedWebSocketServer } from './socket-io/gated-web-socket.ts';
import { refuseTakeover } from './socket-io/refuse-takeover.ts';
import { SocketPublisher } from './nodes/socket-publisher.ts';
import type { Rate } from '../security/limits/token-bucket.ts';
import { Typists } from './delivery/typists.ts';

export interface RealtimeOptions {
  readonly doors: Doors;
  readonly logger: Logger;
  readonly bus: Bus;
  readonly bounds: SocketBounds;
  readonly messageRate: Rate;
  /** Bytes that may wait unsent, for all sockets together. */
  readonly unsentBytes: number;
  /** Bytes of one frame. */
  readonly frameBytes: number;
  readonly version: string;
  /** Server commands of this deployment. */
  readonly commands: readonly CommandInfo[];
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
  readonly draining: () => boolean;
  /** The oldest version of the protocol that clients may speak. */
  readonly oldestClient: number;
}

export type RealtimeContext = Omit<Context, 'publisher' | 'onlineUsers'>;

/** The live part of a server. */
export interface Realtime {
  /** The context, extended by this part. */
  readonly context: Context;
  /** Accepts sockets on this HTTP server. */
  attach(server: HttpServer | HttpsServer): void;
  /** Runs the tasks of the tick, once a second. */
  tick(): Promise<void>;
  /** Closes all sockets; their clients reconnect, here or elsewhere. */
  close(): Promise<void>;
}

/** Socket.IO, wired to the use cases. */
export function createRealtime(base: RealtimeContext, options: RealtimeOptions): Realtime {
  const auditNotes = new AuditNotes(base, (error) => options.logger.error({ err: error }, 'audit failed'));
  const hasRoom = (address: string) => parts.admission.hasRoom(address);
  const io = createServer({ auditNotes, hasRoom }, options);
  const namespace = io.of(NAMESPACE);
  const parts = createParts(namespace, { ...base, auditNotes }, options);
  const { admission, presence, publisher } = parts;
  const context = { ...base, publisher, onlineUsers: presence };
  letIn(namespace, context, { ...options, ...parts, auditNotes });
  const { connections, entries, marks, sessions, tail, messageLimit } = parts;
  return {
    context,
    attach: (server) => {
      io.attach(server);
      io.engine.use(refuseTakeover);
      io.engine.use(cookieParser());
      io.engine.on('connection', (connection: Connection) => {
        const address = options.doors.addressOf(connection.request);
        admission.arrived(address);
        connection.on('close', () => admission.left(address));
        connections.watch(connection, address);
      });
    },
    tick: async () => {
      connections.tick();
      entries.tick();
      marks.tick();
      messageLimit.tick();
      await allDone([sessions.tick(), presence.tick(), tail.tick()]);
    },
    close: () => closeSockets(io),
  };
}

interface Entrance {
  readonly auditNotes: AuditNotes;
  readonly hasRoom: (address: string) => Promise<boolean>;
}

function createServer({ auditNotes, hasRoom }: Entrance, options: RealtimeOptions): ChatServer {
  const { doors, draining, frameBytes, bounds, logger } = options;
  const io: ChatServer = new Server({
    path: SOCKET_PATH,
    serveClient: false,
    transports: ['websocket'],
    wsEngine: GatedWebSocketServer,
    pingInterval: TIMING.pingInterval,
    pingTimeout: TIMING.pingTimeout,
    connectTimeout: TIMING.authenticate,
    maxHttpBufferSize: frameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: allowRequest({
      doors,
      closed: () => draining() || io.engine.clientsCount >= hardCap(bounds.total),
      hasRoom,
      originRefused: (origin, address) =>
        auditNotes.note({ kind: 'origin_refused', address, details: { origin } }),
      crowded: (address) =>
        auditNotes.note({ kind: 'rate_limited', address, details: { limit: 'connection' } }),
      failed: (error) => logger.error({ err: error }, 'a connection could not be judged'),
    }),
  });
  // There is no namespace but ours.
  io.use((_socket, next) => next(refusal(new ParleyError('E_NOT_FOUND').toWire())));
  return io;
}

function createParts(
  namespace: ChatNamespace,
  context: RealtimeContext & { readonly auditNotes: AuditNotes },
  options: RealtimeOptions,
) {
  const { clock, conversations, auditNotes } = context;
  const { bus, logger, bounds, unsentBytes } = options;
  const failed = (error: unknown) => logger.warn({ err: error }, 'somebody was not told');
  const admission = new Admission(namespace, bounds, clock);
  const connections = new Connections({
    clock,
    unsentBytes,
    flooded: (flooder) => {
      admission.flooded(flooder);
      auditNotes.note({ kind: 'rate_limited', ...flooder, details: { limit: 'packets' } });
    },
  });
  const blocks = new Blocks(context);
  const memberships = new Memberships(namespace, context);
  const presence = new Presence({ namespace, bus, blocks, context, failed });
  const notices = new GroupNotices({ namespace, context, memberships, blocks, presence, failed });
  const entries = new EntryRelay({ namespace, conversations, memberships, notices, clock, failed });
  const marks = new MarkRelay(namespace);
  const sessions = new SessionWatch(namespace, context);
  const typists = new Typists(namespace, blocks, bus, clock);
  const commands = new ServerCommands([
    ...builtinCommands({
      version: options.version,
      uptime: () => process.uptime(),
      userCount: () => presence.count,
    }),
    ...options.commands,
  ]);
  return {
    memberships,
    presence,
    entries,
    marks,
    sessions,
    typists,
    commands,
    pages: new PageTurns((connection) => connections.unsentOf(connection)),
    admission,
    connections,
    messageLimit: new MessageLimit(options.messageRate, clock),
    publisher: new SocketPublisher({ bus, entries, marks, sessions, presence, typists, failed }),
    tail: new LogTail(conversations, entries),
  };
}

/** Waits for all, even if one fails: the next tick must not begin before this one has ended completely. */
async function allDone(parts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts);
  const failures = results.flatMap((result): unknown[] =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, 'not all of a tick was done');
}

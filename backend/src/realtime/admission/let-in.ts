import { ParleyError, versionIn } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { Logger } from '../../logging/logger.ts';
import { wireErrorOf } from '../../logging/wire-error.ts';
import type { AuditNotes } from '../../security/audit/audit-notes.ts';
import type { Doors } from '../../security/doors.ts';
import type { Admission } from './admission.ts';
import { authenticateSocket } from './authenticate-socket.ts';
import { bindEvents } from '../events/bind-events.ts';
import type { ChatNamespace, ChatSocket } from '../socket-io/chat-server.ts';
import type { EventContext } from '../events/event-handler.ts';
import { forgetUpgrade } from '../socket-io/forget-upgrade.ts';
import type { Memberships } from '../delivery/memberships.ts';
import type { Presence } from '../presence/presence.ts';
import { refusal } from '../socket-io/refusal.ts';
import type { Connections } from '../socket-io/connections.ts';
import { TokenBucket, type Rate } from '../../security/limits/token-bucket.ts';

/** The limit on all events of a socket: far more than a client needs, far less than a flood. */
const EVENTS: Rate = { perSecond: 50, burst: 200 };

interface EntranceParts extends Pick<EventContext, 'messageLimit' | 'typists' | 'commands' | 'pages'> {
  readonly admission: Admission;
  readonly connections: Connections;
  readonly memberships: Memberships;
  readonly presence: Presence;
  readonly auditNotes: AuditNotes;
  readonly doors: Doors;
  readonly logger: Logger;
  readonly messageRate: Rate;
  readonly oldestClient: number;
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Admits sockets to the namespace or refuses them with a reason, and watches the admitted ones. */
export function letIn(namespace: ChatNamespace, context: Context, parts: EntranceParts): void {
  // One connection carries one socket: otherwise a user could have more sockets than are counted.
  const taken = new WeakSet<ChatSocket['conn']>();
  namespace.use((socket, next) => {
    if (taken.has(socket.conn)) {
      next(refusal(new ParleyError('E_BAD_REQUEST').toWire()));
      return;
    }
    taken.add(socket.conn);
    identify(socket, context, parts).then(
      () => next(),
      (error: unknown) => {
        taken.delete(socket.conn);
        if (error instanceof ParleyError && error.code === 'E_TOO_MANY_CONNECTIONS') {
          const address = parts.doors.addressOf(socket.request);
          parts.auditNotes.note({ kind: 'rate_limited', address, details: { limit: 'connection' } });
        }
        next(refusal(wireErrorOf(error, parts.logger)));
      },
    );
  });
  namespace.on('connection', (socket) => welcome(socket, context, parts));
}

async function identify(
  socket: ChatSocket,
  context: Context,
  { admission, connections, doors, messageRate, oldestClient }: EntranceParts,
): Promise<void> {
  const address = doors.addressOf(socket.request);
  await admission.checkAddress(address);
  if (versionIn(socket.handshake.auth.version) < oldestClient) throw new ParleyError('E_CLIENT_OUTDATED');
  const identity = await authenticateSocket(context, socket, doors);
  admission.checkUser(identity.uid);
  // With the message limit turned off (for measurements), events are not limited either.
  const measures = messageRate.perSecond === 0;
  const events = measures ? undefined : new TokenBucket(EVENTS, context.clock());
  connections.known(socket.conn, identity.uid, measures ? 'uncounted' : 'counted');
  socket.data = { ...identity, address, events, entered: Promise.resolve() };
}

function welcome(socket: ChatSocket, context: Context, parts: EntranceParts): void {
  const { presence, logger } = parts;
  const { uid } = socket.data;
  const failed = (error: unknown) => {
    logger.warn({ err: error }, 'socket closed');
    socket.disconnect(true);
  };
  socket.on('disconnect', () => {
    // A client may leave the namespace and keep its connection, which would then not be counted for its user.
    socket.conn.close();
    presence.left(uid).catch((error: unknown) => logger.warn({ err: error }, 'last seen was not kept'));
  });
  socket.data.entered = enter(socket, parts);
  socket.data.entered.catch(failed);
  const { messageLimit, typists, commands, pages } = parts;
  bindEvents({ ...context, messageLimit, typists, commands, pages }, socket, parts);
  forgetUpgrade(socket);
}

async function enter(socket: ChatSocket, { memberships, presence }: EntranceParts): Promise<void> {
  const { uid } = socket.data;
  await Promise.all([presence.arrived(uid), memberships.enter(socket)]);
  await presence.show(uid);
}

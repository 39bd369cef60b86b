import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { ChatNamespace, ChatSocket } from '../socket-io/chat-server.ts';
import { roomOf } from '../rooms.ts';

const ENDED = new ParleyError('E_SESSION_ENDED').toWire();

/** Makes sure that no socket outlives its session or its token. */
export class SessionWatch {
  readonly #namespace: ChatNamespace;
  readonly #context: Pick<Context, 'sessions' | 'clock'>;

  constructor(namespace: ChatNamespace, context: Pick<Context, 'sessions' | 'clock'>) {
    this.#namespace = namespace;
    this.#context = context;
  }

  /** Tells the sockets of these sessions that they have ended, and closes them. */
  end(sids: readonly Uuid[]): void {
    for (const sid of sids) {
      const sockets = this.#namespace.in(roomOf.session(sid));
      sockets.emit('token-expired', ENDED);
      sockets.disconnectSockets(true);
    }
  }

  /** Finds expired tokens, and sessions that ended on other nodes. */
  async tick(): Promise<void> {
    const now = this.#context.clock();
    const sids = new Set<Uuid>();
    for (const socket of this.#namespace.sockets.values()) {
      if (socket.data.expiresAt <= now) expire(socket);
      else sids.add(socket.data.sid);
    }
    if (sids.size > 0) this.end(await this.#context.sessions.ended([...sids], now));
  }
}

/** Only this socket: others of its session may have a fresh token. */
function expire(socket: ChatSocket): void {
  socket.emit('token-expired', ENDED);
  socket.disconnect(true);
}

import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { Connections } from '../connections.ts';

const ENDED = new ParleyError('E_SESSION_ENDED').toWire();

/** Makes sure that no connection outlives its session or its token. */
export class SessionWatch {
  readonly #connections: Connections;
  readonly #context: Pick<Context, 'sessions' | 'clock'>;

  constructor(connections: Connections, context: Pick<Context, 'sessions' | 'clock'>) {
    this.#connections = connections;
    this.#context = context;
  }

  /** Tells the connections of these sessions that they have ended, and closes them. */
  end(sids: readonly Uuid[]): void {
    if (sids.length === 0) return;
    const ended = new Set(sids);
    for (const connection of this.#connections.all())
      if (ended.has(connection.data.sid)) connection.close(ENDED);
  }

  /** Finds expired tokens, and sessions that ended on other nodes. */
  async tick(): Promise<void> {
    const now = this.#context.clock();
    const sids = new Set<Uuid>();
    for (const connection of this.#connections.all()) {
      // Only this connection: others of its session may have a fresh token.
      if (connection.data.expiresAt <= now) connection.close(ENDED);
      else sids.add(connection.data.sid);
    }
    if (sids.size > 0) this.end(await this.#context.sessions.ended([...sids], now));
  }
}

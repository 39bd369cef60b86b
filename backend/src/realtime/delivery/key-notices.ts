import type { Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { Connections } from '../connections.ts';
import { roomOf } from '../rooms.ts';

interface NoticeParts {
  readonly connections: Connections;
  readonly context: Pick<Context, 'conversations'>;
  /** Reports a notice that could not be sent; clients ask for key logs before they use them. */
  readonly failed: (error: unknown) => void;
}

/** Tells the owner of a key log, and everyone who shares a conversation with them, that it has grown. */
export class KeyNotices {
  readonly #parts: NoticeParts;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  grown(uid: Uuid, seq: number): void {
    this.#tell(uid, seq).catch(this.#parts.failed);
  }

  /** Tells the owner of a vault, in all their browsers, that it is another one by now. */
  vaultChanged(uid: Uuid, version: number): void {
    this.#parts.connections.tell(roomOf.user(uid), 'vaultChanged', { version });
  }

  async #tell(uid: Uuid, seq: number): Promise<void> {
    const { connections, context } = this.#parts;
    for (const other of new Set([uid, ...(await context.conversations.companionsOf(uid))]))
      connections.tell(roomOf.user(other), 'keyLogGrown', { uid, seq });
  }
}

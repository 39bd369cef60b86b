import type { Entry, Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { visibleHead } from '../../domain/conversations/heads.ts';
import { membershipChange } from '../../domain/log/membership-change.ts';
import type { Blocks } from '../presence/blocks.ts';
import type { Connections } from '../connections.ts';
import type { Memberships } from './memberships.ts';
import type { Presence } from '../presence/presence.ts';
import { roomOf } from '../rooms.ts';

interface NoticeParts {
  readonly connections: Connections;
  readonly context: Pick<Context, 'conversations'>;
  readonly memberships: Memberships;
  readonly blocks: Blocks;
  readonly presence: Presence;
  /** Reports a notice that could not be sent; the client finds out by its next heads. */
  readonly failed: (error: unknown) => void;
}

/** Tells users about conversations that they were added to, unless somebody they blocked added them. */
export class GroupNotices {
  readonly #parts: NoticeParts;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  announce(entry: Entry): void {
    const { memberships, blocks, presence, failed } = this.#parts;
    const { joined } = membershipChange(entry);
    if (joined.length === 0) return;
    // Who joins a room makes no companions there.
    if (entry.body.kind !== 'joined') presence.introduce(joined).catch(failed);
    for (const uid of memberships.online(joined)) {
      if (blocks.blockedBy(uid).has(entry.sender)) continue;
      this.#tell(uid, entry.conversation).catch(failed);
    }
  }

  async #tell(uid: Uuid, conversation: Uuid): Promise<void> {
    const { connections, context } = this.#parts;
    const view = await context.conversations.view(uid, conversation);
    if (view === undefined) return;
    connections.tell(roomOf.user(uid), 'newgrp', { head: await visibleHead(context, uid, view) });
  }
}

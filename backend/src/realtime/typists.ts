import type { Typing, Uuid } from '@parley/protocol';
import type { Blocks } from './presence/blocks.ts';
import type { Bus } from './bus.ts';
import type { ChatNamespace } from './chat-server.ts';
import { roomOf } from './rooms.ts';

/** Announces who is typing; not to users whom they blocked or who blocked them, nor to their own other tabs. */
export class Typists {
  readonly #namespace: ChatNamespace;
  readonly #blocks: Blocks;
  readonly #bus: Bus;

  constructor(namespace: ChatNamespace, blocks: Blocks, bus: Bus) {
    this.#namespace = namespace;
    this.#blocks = blocks;
    this.#bus = bus;
  }

  typing(typing: Typing): void {
    const hiddenFrom = [...this.#blocks.blockedBy(typing.uid)];
    this.deliver(typing, hiddenFrom);
    this.#bus.send({ kind: 'typing', typing, hiddenFrom });
  }

  /** To the sockets of this node. */
  deliver(typing: Typing, hiddenFrom: readonly Uuid[]): void {
    const excluded = [typing.uid, ...hiddenFrom, ...this.#blocks.blockersOf(typing.uid)];
    this.#namespace
      .to(roomOf.conversation(typing.conversation))
      .except(excluded.map(roomOf.user))
      .volatile.emit('typing', typing);
  }
}

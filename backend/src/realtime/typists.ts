import type { Typing, Uuid } from '@parley/protocol';
import type { Blocks } from './presence/blocks.ts';
import type { Bus } from './bus.ts';
import type { ChatNamespace } from './chat-server.ts';
import { roomOf } from './rooms.ts';

/** Tells who is typing; nobody whom the typist has blocked or who has blocked him, nor his own other tabs. */
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

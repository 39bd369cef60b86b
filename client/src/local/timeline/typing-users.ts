import type { Uuid } from '@parley/protocol';
import { TIMING } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Cancel, Clock } from '../../ports/clock.ts';

/** Who is typing in a conversation. Each sign expires after a few seconds, or when the user's message arrives. */
export class TypingUsers {
  readonly value = atom<readonly Uuid[]>([]);
  readonly #clock: Clock;
  readonly #timers = new Map<Uuid, Cancel>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  typed(uid: Uuid): void {
    this.#timers.get(uid)?.();
    this.#timers.set(
      uid,
      this.#clock.setTimeout(() => this.stopped(uid), TIMING.typing),
    );
    this.#publish();
  }

  stopped(uid: Uuid): void {
    this.#timers.get(uid)?.();
    if (this.#timers.delete(uid)) this.#publish();
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #publish(): void {
    this.value.set([...this.#timers.keys()]);
  }
}

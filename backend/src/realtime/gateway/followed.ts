import type { Uuid } from '@parley/protocol';
import type { About } from './about.ts';

/** @param where the client has all before it, so that its cursor may move to it */
export type Acknowledge = (where: 'in place' | 'out of place') => void;

/** A conversation as far as one client has it. */
export class Followed {
  readonly conversation: Uuid;
  /** The last entry that the client has; undefined until it is known where it begins. */
  seq: number | undefined;
  /** The last entry that is known to be there. */
  head = 0;
  about: About | undefined;
  /** The client's own messages are acknowledged in the place of their frames; by `seq`. */
  #acks: Map<number, Acknowledge[]> | undefined;

  constructor(conversation: Uuid, seq: number | undefined) {
    this.conversation = conversation;
    this.seq = seq;
  }

  /** The client has all entries up to this one. */
  has(seq: number): boolean {
    return this.seq !== undefined && seq <= this.seq;
  }

  grewTo(seq: number): void {
    this.head = Math.max(this.head, seq);
  }

  /** Acknowledges once the client has all that stands before. */
  acknowledgeAt(seq: number, acknowledge: Acknowledge): void {
    this.#acks ??= new Map<number, Acknowledge[]>();
    this.#acks.set(seq, [...(this.#acks.get(seq) ?? []), acknowledge]);
  }

  /** The client has, or wants, nothing up to this entry. */
  beginBehind(seq: number): void {
    this.seq = seq;
    this.#acknowledge('in place', (at) => at <= seq);
  }

  /** The client comes to an entry. @returns whether it was its own, so that the acknowledgement is all it gets */
  reached(seq: number): boolean {
    this.seq = Math.max(this.seq ?? 0, seq);
    return this.#acknowledge('in place', (at) => at === seq);
  }

  /** The client will not get what comes before: acknowledges all that waits. */
  release(): void {
    this.#acknowledge('out of place', () => true);
  }

  #acknowledge(where: 'in place' | 'out of place', isDue: (seq: number) => boolean): boolean {
    const due = [...(this.#acks?.keys() ?? [])].filter(isDue).sort((a, b) => a - b);
    for (const seq of due) {
      const acks = this.#acks?.get(seq) ?? [];
      this.#acks?.delete(seq);
      for (const acknowledge of acks) acknowledge(where);
    }
    return due.length > 0;
  }
}

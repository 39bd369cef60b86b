import type { Uuid } from '@parley/protocol';
import type { OutgoingHook } from './stored-hook.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Requests that are under way. */
const AT_ONCE = 20;
/** Of webhooks of one maker: whoever points theirs at servers that are slow to answer leaves slots to others. */
const OF_A_MAKER = 4;
/** How long a webhook rests whose server cannot be reached, after the first failure in a row, the second and so on. */
const RESTS = [5 * SECOND, 30 * SECOND, 2 * MINUTE];
const LONGEST = 10 * MINUTE;
/** Makers that are kept in mind. */
const KNOWN = 10_000;

interface Rest {
  readonly until: number;
  readonly failures: number;
}

/**
 * Which outgoing webhooks may send: one request of each at a time, a few of each maker, and none while a webhook rests. Each server
 * has its own.
 */
export class HookSlots {
  readonly #busy = new Map<Uuid, Uuid>();
  readonly #makers = new Map<Uuid, Uuid>();
  readonly #rests = new Map<Uuid, Rest>();

  get free(): number {
    return AT_ONCE - this.#busy.size;
  }

  /** Webhooks that may not send now, as far as it is known. */
  closed(now: number): readonly Uuid[] {
    const resting = [...this.#rests].filter(([, { until }]) => until > now).map(([hook]) => hook);
    const full = [...this.#makers].filter(([, maker]) => !this.#hasPlace(maker)).map(([hook]) => hook);
    return [...new Set([...this.#busy.keys(), ...resting, ...full])];
  }

  /** @returns whether it got a slot */
  enter({ id, createdBy }: Pick<OutgoingHook, 'id' | 'createdBy'>): boolean {
    if (this.#makers.size >= KNOWN) this.#makers.clear();
    this.#makers.set(id, createdBy);
    if (this.free <= 0 || this.#busy.has(id) || !this.#hasPlace(createdBy)) return false;
    this.#busy.set(id, createdBy);
    return true;
  }

  leave(hook: Uuid): void {
    this.#busy.delete(hook);
  }

  reached(hook: Uuid): void {
    this.#rests.delete(hook);
  }

  unreachable(hook: Uuid, now: number): void {
    const failures = this.#rests.get(hook)?.failures ?? 0;
    this.#rests.set(hook, { until: now + (RESTS[failures] ?? LONGEST), failures: failures + 1 });
  }

  /** Forgets webhooks that did not fail for a while. */
  tick(now: number): void {
    for (const [hook, { until }] of this.#rests) if (now - until > LONGEST) this.#rests.delete(hook);
  }

  #hasPlace(maker: Uuid): boolean {
    return [...this.#busy.values()].filter((each) => each === maker).length < OF_A_MAKER;
  }
}

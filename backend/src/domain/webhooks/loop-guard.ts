import type { Uuid } from '@parley/protocol';

/** Messages of machines that call webhooks in a conversation within a window, in ms. */
const MOST = 10;
const WINDOW = 60_000;
/** How long machines call none there after that. */
const CUT = 10 * 60_000;

interface Calls {
  readonly times: readonly number[];
  readonly cutUntil: number;
}

const NONE: Calls = { times: [], cutUntil: 0 };

/**
 * Ends what machines say to one another without end: a webhook's answer may call it again. Messages of people always call. Each server counts
 * what was stored by it.
 */
export class LoopGuard {
  readonly #calls = new Map<Uuid, Calls>();

  /** Whether a message of a machine may call the webhooks of a conversation; `cut` where it was the one too many. */
  take(conversation: Uuid, now: number): 'yes' | 'cut' | 'no' {
    const { times, cutUntil } = this.#calls.get(conversation) ?? NONE;
    if (now < cutUntil) return 'no';
    const recent = times.filter((time) => time > now - WINDOW);
    if (recent.length < MOST) {
      this.#calls.set(conversation, { times: [...recent, now], cutUntil: 0 });
      return 'yes';
    }
    this.#calls.set(conversation, { times: [], cutUntil: now + CUT });
    return 'cut';
  }

  /** Forgets where nothing happened for a while. */
  tick(now: number): void {
    for (const [conversation, { times, cutUntil }] of this.#calls)
      if (now >= cutUntil && (times.at(-1) ?? 0) <= now - WINDOW) this.#calls.delete(conversation);
  }
}

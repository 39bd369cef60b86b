import type { Context } from '../context.ts';
import { hookStanding, UNBACKED } from './hook-standing.ts';
import { HookSlots } from './hook-slots.ts';
import type { HookDelivery } from './hook-store.ts';
import { HOOK_SIGNATURE, hookSignature } from './hook-signature.ts';
import type { HookOutcome, OutgoingHook } from './stored-hook.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Between tries: after the last one a request is given up, a good seven hours after the first. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 120 * MINUTE, 300 * MINUTE];
/** How long what a server took is its own: far longer than a request may take. If it dies meanwhile, another one sends it then. */
const LEASE = 2 * MINUTE;
/** Of an answer, in what is noted. */
const SHOWN = 100;

/** Sends a request to an address that a user gave. It rejects with a sentence for that user. */
export type Post = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}) => Promise<{ readonly status: number; readonly text: string }>;

type SenderContext = Pick<Context, 'hooks' | 'conversations' | 'users' | 'clock'>;

/** What comes of a try. */
type Tried =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused' | 'failed' | 'unreachable'; readonly message: string };

/** Sends what outgoing webhooks have queued, on whichever server it was. */
export class HookSender {
  readonly #context: SenderContext;
  readonly #post: Post;
  readonly #failed: (error: unknown) => void;
  readonly #slots = new HookSlots();
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #filling: Promise<void> | undefined;
  #again = false;

  /** @param failed reports what could not be sent, or not be stored */
  constructor(context: SenderContext, post: Post, failed: (error: unknown) => void) {
    this.#context = context;
    this.#post = post;
    this.#failed = failed;
  }

  /** Begins to send what is due, as far as there are slots. Each that becomes free takes the next at once. */
  async tick(): Promise<void> {
    this.#slots.tick(this.#context.clock());
    await this.#fill();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#filling !== undefined || this.#underWay.size > 0)
      await Promise.all([this.#filling, ...this.#underWay]);
  }

  /** Cuts off what is under way. It is not counted as a try, and due at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.idle();
  }

  async #fill(): Promise<void> {
    this.#again = true;
    this.#filling ??= this.#takeAll()
      .catch(this.#failed)
      .finally(() => {
        this.#filling = undefined;
        // A slot became free after the last look.
        if (this.#again && !this.#stopping.signal.aborted) void this.#fill();
      });
    await this.#filling;
  }

  async #takeAll(): Promise<void> {
    while (this.#again && !this.#stopping.signal.aborted) {
      this.#again = false;
      while (await this.#takeSome());
    }
  }

  /** @returns whether there may be more */
  async #takeSome(): Promise<boolean> {
    const { clock, hooks } = this.#context;
    const now = clock();
    if (this.#slots.free <= 0 || this.#stopping.signal.aborted) return false;
    const due = await hooks.take(now, now + LEASE, this.#slots.free, this.#slots.closed(now));
    for (const delivery of due) await this.#begin(delivery);
    return due.length > 0;
  }

  async #begin(delivery: HookDelivery): Promise<void> {
    const { hooks } = this.#context;
    const hook = await hooks.find(delivery.hook);
    if (hook?.kind !== 'outgoing') return hooks.settle(delivery.id);
    // Who made it was not known before. It is now, so that the webhook is not asked for again while they have no place.
    if (!this.#slots.enter(hook)) return hooks.putOff(delivery.id, delivery.attempts, delivery.dueAt);
    const sending = this.#send(hook, delivery)
      .catch(this.#failed)
      .finally(() => {
        this.#slots.leave(hook.id);
        this.#underWay.delete(sending);
        void this.#fill();
      });
    this.#underWay.add(sending);
  }

  async #send(hook: OutgoingHook, delivery: HookDelivery): Promise<void> {
    const { hooks, clock } = this.#context;
    const standing = await hookStanding(this.#context, hook);
    if (standing === 'unbacked')
      await hooks.note(hook.id, { kind: 'error', time: clock(), message: UNBACKED });
    if (standing !== 'good') return hooks.settle(delivery.id);
    const tried = await this.#try(hook, delivery);
    const time = clock();
    if (tried.kind === 'unreachable' && this.#stopping.signal.aborted)
      return hooks.putOff(delivery.id, delivery.attempts, time);
    await hooks.note(hook.id, outcomeOf(tried, time));
    await this.#rest(hook, tried, time);
    const pause = PAUSES[delivery.attempts];
    const goesOn = tried.kind === 'failed' || tried.kind === 'unreachable';
    if (goesOn && pause !== undefined) await hooks.putOff(delivery.id, delivery.attempts + 1, time + pause);
    else await hooks.settle(delivery.id);
  }

  /** Where nobody answered, what waits behind it counts as tried, too: each one alone would hold a slot for as long. */
  async #rest({ id }: OutgoingHook, tried: Tried, time: number): Promise<void> {
    if (tried.kind !== 'unreachable') {
      this.#slots.reached(id);
      return;
    }
    this.#slots.unreachable(id, time);
    await this.#context.hooks.putOffDue(id, time, PAUSES);
  }

  async #try({ id, url, secret }: OutgoingHook, { id: delivery, body }: HookDelivery): Promise<Tried> {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Parley',
      'parley-hook': id,
      // The same in each try: who gets it twice knows that by this.
      'parley-delivery': delivery,
      [HOOK_SIGNATURE]: hookSignature(secret, this.#context.clock(), body),
    };
    try {
      const { status, text } = await this.#post({ url, headers, body, signal: this.#stopping.signal });
      if (status >= 200 && status < 300) return { kind: 'sent' };
      const message = `It answered ${status}: ${text.slice(0, SHOWN)}`;
      return { kind: isForGood(status) ? 'refused' : 'failed', message };
    } catch (error) {
      const message = error instanceof Error ? error.message.slice(0, 300) : 'It failed.';
      return { kind: 'unreachable', message };
    }
  }
}

/** What the other end does not want, it will not want later. */
function isForGood(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429;
}

function outcomeOf(tried: Tried, time: number): HookOutcome {
  return tried.kind === 'sent' ? { kind: 'success', time } : { kind: 'error', time, message: tried.message };
}

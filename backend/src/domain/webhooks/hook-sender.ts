import type { Context } from '../context.ts';
import { hookStanding, UNBACKED } from './hook-standing.ts';
import type { HookDelivery } from './hook-store.ts';
import { HOOK_SIGNATURE, hookSignature } from './hook-signature.ts';
import type { HookOutcome, OutgoingHook } from './stored-hook.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Between tries: after the last one a request is given up, a good seven hours after the first. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 120 * MINUTE, 300 * MINUTE];
/** How long what a server took is its own: far longer than a request may take. If it dies meanwhile, another one sends it then. */
const LEASE = 2 * MINUTE;
const AT_ONCE = 10;
/** Of an answer, in what is noted. */
const SHOWN = 100;

/** Sends a request to an address that a user gave. It rejects with a sentence for that user. */
export type Post = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number; readonly text: string }>;

type SenderContext = Pick<Context, 'hooks' | 'conversations' | 'users' | 'clock'>;

/** What comes of a try. */
type Tried = { readonly kind: 'sent' } | { readonly kind: 'refused' | 'failed'; readonly message: string };

/** Sends what outgoing webhooks have queued, on whichever server it was. */
export class HookSender {
  readonly #context: SenderContext;
  readonly #post: Post;

  constructor(context: SenderContext, post: Post) {
    this.#context = context;
    this.#post = post;
  }

  /** Sends what is due. */
  async tick(): Promise<void> {
    const now = this.#context.clock();
    const due = await this.#context.hooks.take(now, now + LEASE, AT_ONCE);
    await Promise.all(due.map((delivery) => this.#send(delivery)));
  }

  async #send(delivery: HookDelivery): Promise<void> {
    const { hooks } = this.#context;
    const hook = await hooks.find(delivery.hook);
    if (hook?.kind !== 'outgoing') return hooks.settle(delivery.id);
    const standing = await hookStanding(this.#context, hook);
    if (standing === 'unbacked')
      await hooks.note(hook.id, { kind: 'error', time: this.#context.clock(), message: UNBACKED });
    if (standing !== 'good') return hooks.settle(delivery.id);
    const tried = await this.#try(hook, delivery);
    const time = this.#context.clock();
    const attempts = delivery.attempts + 1;
    const pause = PAUSES[delivery.attempts];
    await hooks.note(hook.id, outcomeOf(tried, time));
    if (tried.kind === 'failed' && pause !== undefined)
      await hooks.putOff(delivery.id, attempts, time + pause);
    else await hooks.settle(delivery.id);
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
      const { status, text } = await this.#post({ url, headers, body });
      if (status >= 200 && status < 300) return { kind: 'sent' };
      const message = `It answered ${status}: ${text.slice(0, SHOWN)}`;
      return { kind: isForGood(status) ? 'refused' : 'failed', message };
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message.slice(0, 300) : 'It failed.' };
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

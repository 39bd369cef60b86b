import type { Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { removeHook } from './remove-hook.ts';
import type { RetireContext } from './retire-author.ts';

/** How often it is looked for webhooks whose conversation is over, in ms. */
const EVERY = 60_000;

type EndContext = RetireContext & Pick<Context, 'hooks' | 'audit' | 'clock'>;

/**
 * Removes the webhooks of rooms that were deleted, and of groups that ended or are sealed by now: for good, so that their webhooks never
 * say or send anything again.
 */
export class EndedHooks {
  readonly #context: EndContext;
  #looksAt = Number.NEGATIVE_INFINITY;

  constructor(context: EndContext) {
    this.#context = context;
  }

  async tick(): Promise<void> {
    const { hooks, clock } = this.#context;
    if (clock() < this.#looksAt) return;
    this.#looksAt = clock() + EVERY;
    for (const conversation of await hooks.conversations())
      if (await this.#isOver(conversation)) await this.#removeAll(conversation);
  }

  /** One that is not found may come back: MongoDB may have lost what was written last. */
  async #isOver(conversation: Uuid): Promise<boolean> {
    const state = await this.#context.conversations.state(conversation);
    return state !== undefined && (state.ended || state.protection !== 'open');
  }

  async #removeAll(conversation: Uuid): Promise<void> {
    for (const hook of await this.#context.hooks.ofConversation(conversation)) {
      const { id, kind } = hook;
      if (await removeHook(this.#context, hook))
        await record(this.#context, {
          kind: 'hook_revoked',
          details: { id, conversation, kind, why: 'over' },
        });
    }
  }
}

import type { Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { CallerLimit } from '../../domain/limits/caller-limit.ts';
import { takeAll } from '../../domain/limits/take-all.ts';
import type { RegistrationLimit } from './registration-limit.ts';

/** Actions with limits of their own, besides the limit on all requests. */
export interface CommandLimits {
  readonly registrations: RegistrationLimit;
  readonly groups: CallerLimit;
  /** People added to groups, including the first members of a new group. */
  readonly additions: CallerLimit;
  /** All other changes of groups. */
  readonly changes: CallerLimit;
  /** Entries of key logs, and codes for other browsers. */
  readonly keyChanges: CallerLimit;
  readonly vaults: CallerLimit;
  readonly searches: CallerLimit;
  /** Webhooks, each incoming one with an account that stays. */
  readonly hooks: CallerLimit;
  /** Reports of messages. */
  readonly reports: CallerLimit;
  /** Messages over HTTP. */
  readonly messages: CallerLimit;
}

/** What a command counts against, and how much. */
export type Taken = readonly [CallerLimit, number];

/** The parts of a command that limits depend on. */
interface Limited {
  readonly uid: Uuid;
  readonly address: string;
  readonly conversation: Uuid;
  readonly id: Uuid;
}

/**
 * Counts a command against the limits of its user and their address: all of them, or none. A retry of a stored command
 * counts for nothing and always passes: refusing it would look like a loss.
 * @throws ParleyError `E_RATE_LIMITED`
 */
export async function takeCommand(
  { conversations }: Pick<Context, 'conversations'>,
  { uid, address, conversation, id }: Limited,
  taken: readonly Taken[],
): Promise<void> {
  if ((await conversations.find(conversation, uid, id)) !== undefined) return;
  await takeAll(
    taken.flatMap(([limit, points]) => [
      { limit: limit.user, key: uid, points },
      { limit: limit.address, key: address, points },
    ]),
  );
}

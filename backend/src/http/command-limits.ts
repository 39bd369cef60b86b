import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import type { RateLimit } from '../domain/limits/rate-limit.ts';
import { addressKey } from '../security/address-key.ts';

/** A limit on a user, and a wider one on the address, behind which many people sit. */
export interface CallerLimit {
  readonly user: RateLimit;
  readonly address: RateLimit;
}

/** What has limits of its own, beside that on all requests. */
export interface CommandLimits {
  /** Accounts, by address. */
  readonly registrations: RateLimit;
  readonly groups: CallerLimit;
  /** People who are added to groups, those of a new group too. */
  readonly additions: CallerLimit;
  /** Whatever else changes a group. */
  readonly changes: CallerLimit;
}

/** How many are taken of what. */
export type Taken = readonly [CallerLimit, number];

/** A command as far as limits are concerned. */
interface Limited {
  readonly uid: Uuid;
  readonly address: string;
  readonly conversation: Uuid;
  readonly id: Uuid;
}

/**
 * Takes a command from what its user and their address may do. A retry of what was stored before is let through, so
 * that it never looks like a loss.
 * @throws ParleyError `E_RATE_LIMITED`
 */
export async function takeCommand(
  { conversations }: Pick<Context, 'conversations'>,
  { uid, address, conversation, id }: Limited,
  taken: readonly Taken[],
): Promise<void> {
  try {
    for (const [limit, points] of taken) {
      await limit.user.take(uid, points);
      await limit.address.take(addressKey(address), points);
    }
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== 'E_RATE_LIMITED') throw error;
    if ((await conversations.find(conversation, uid, id)) === undefined) throw error;
  }
}

import { ParleyError, type ErrorCode } from '@parley/protocol';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import { addressLimit } from '../../security/limits/address-limit.ts';
import { liveLimit } from '../../security/limits/live-limit.ts';

const HOUR = 60 * 60;

/** Refusals that tell a stranger something. */
const TELLING: ReadonlySet<ErrorCode> = new Set(['E_USERNAME_TAKEN', 'E_INVITATION_INVALID']);

/** Limits registrations from an address, and apart from them the failed ones, so that these use up nobody's accounts. */
export class RegistrationLimit {
  readonly #made: RateLimit;
  readonly #failed: RateLimit;

  /** @param perHour accounts, and as many failures, as it is now; 0 turns both limits off */
  constructor(perHour: () => number) {
    this.#made = liveLimit(perHour, (points) => addressLimit('registrations', points, HOUR));
    this.#failed = liveLimit(perHour, (points) => addressLimit('failed registrations', points, HOUR));
  }

  /** Counts a question that a failed registration would answer as well. @throws ParleyError `E_RATE_LIMITED` */
  async ask(address: string): Promise<void> {
    await this.#failed.take(address);
  }

  /**
   * Runs a registration. After too many failures it is tried all the same, but its failure says nothing any more about
   * names and invitations.
   * @throws ParleyError `E_RATE_LIMITED`
   */
  async admit<T>(address: string, register: () => Promise<T>): Promise<T> {
    await this.#made.take(address);
    try {
      return await register();
    } catch (error) {
      await this.#made.giveBack(address);
      if (error instanceof ParleyError && TELLING.has(error.code)) await this.#failed.take(address);
      throw error;
    }
  }
}

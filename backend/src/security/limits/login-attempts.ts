import type { Clock } from '../../domain/clock.ts';
import type { LoginAttempt } from '../../domain/limits/attempts.ts';
import { addressKey, siteKey } from '../addresses/address-key.ts';
import { ADDRESSES_PER_SITE } from './address-limit.ts';
import { CountedAttempts, type AttemptRules } from './counted-attempts.ts';

/**
 * Failures are counted per account and address (few are allowed), per address (more: many people may share it), per site
 * (many more), and per account (so that a stranger cannot easily lock a user out).
 */
const RULES: AttemptRules<LoginAttempt> = {
  counted: ({ username, address }) => {
    const account = username.toLowerCase();
    const from = addressKey(address);
    return [
      { key: `${account} ${from}`, free: 5 },
      { key: `address ${from}`, free: 30 },
      { key: `site ${siteKey(address)}`, free: 30 * ADDRESSES_PER_SITE },
      { key: `account ${account}`, free: 50, sparesKnown: true },
    ];
  },
  turns: ({ username, address }) => [`account ${username.toLowerCase()}`, `address ${addressKey(address)}`],
};

/** Counts failed logins. */
export class LoginAttempts extends CountedAttempts<LoginAttempt> {
  constructor(clock: Clock) {
    super(clock, RULES);
  }
}

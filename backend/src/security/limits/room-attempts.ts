import type { Clock } from '../../domain/clock.ts';
import type { RoomAttempt } from '../../domain/limits/attempts.ts';
import { addressKey, siteKey } from '../addresses/address-key.ts';
import { ADDRESSES_PER_SITE } from './address-limit.ts';
import { CountedAttempts, type AttemptRules } from './counted-attempts.ts';

/**
 * Whoever joins a room is new to it, so that strangers, or others behind one address, who fail hold everybody up: for no longer than
 * this, in ms.
 */
const SHARED_WAIT = 30_000;

/**
 * Failures are counted per user and room (few are allowed), per user in all rooms, per address and site (many people may share one),
 * and per room: many accounts together do not guess faster.
 */
const RULES: AttemptRules<RoomAttempt> = {
  counted: ({ uid, room, address }) => [
    { key: `${uid} ${room}`, free: 5 },
    { key: `user ${uid}`, free: 20 },
    { key: `address ${addressKey(address)}`, free: 30, longest: SHARED_WAIT },
    { key: `site ${siteKey(address)}`, free: 30 * ADDRESSES_PER_SITE, longest: SHARED_WAIT },
    { key: `room ${room}`, free: 100, longest: SHARED_WAIT, sparesKnown: true },
  ],
  // Also by room: all that are under way at once would pass before the first of them has failed.
  turns: ({ uid, room, address }) => [`user ${uid}`, `address ${addressKey(address)}`, `room ${room}`],
};

/** Counts wrong passwords of rooms. */
export class RoomAttempts extends CountedAttempts<RoomAttempt> {
  constructor(clock: Clock) {
    super(clock, RULES);
  }
}

import type { Clock } from '../../domain/clock.ts';
import type { RoomAttempt } from '../../domain/limits/attempts.ts';
import { addressKey, siteKey } from '../addresses/address-key.ts';
import { ADDRESSES_PER_SITE } from './address-limit.ts';
import { CountedAttempts, type AttemptRules } from './counted-attempts.ts';

/** Whoever joins a room is new to it, so that strangers who fail hold everybody up: for no longer than this, in ms. */
const ROOM_WAIT = 30_000;

/**
 * Failures are counted per user and room (few are allowed), per user in all rooms, per address and site (many people may share one),
 * and per room: many accounts together do not guess faster.
 */
const RULES: AttemptRules<RoomAttempt> = {
  counted: ({ uid, room, address }) => [
    { key: `${uid} ${room}`, free: 5 },
    { key: `user ${uid}`, free: 20 },
    { key: `address ${addressKey(address)}`, free: 30 },
    { key: `site ${siteKey(address)}`, free: 30 * ADDRESSES_PER_SITE },
    { key: `room ${room}`, free: 100, longest: ROOM_WAIT, sparesKnown: true },
  ],
  turns: ({ uid, address }) => [`user ${uid}`, `address ${addressKey(address)}`],
};

/** Counts wrong passwords of rooms. */
export class RoomAttempts extends CountedAttempts<RoomAttempt> {
  constructor(clock: Clock) {
    super(clock, RULES);
  }
}

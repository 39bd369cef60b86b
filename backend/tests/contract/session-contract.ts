import { randomUUID } from 'node:crypto';
import { LIMITS, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { UsedChallenge } from '../../src/domain/passwords/challenge-store.ts';
import type { StoredSession } from '../../src/domain/sessions/session-store.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { NOW, someone } from './commands.ts';

function session(uid: Uuid, createdAt = NOW): StoredSession {
  const device = { id: someone(), name: 'Firefox on Linux' };
  return { sid: someone(), uid, device, createdAt, lastSeenAt: createdAt, expiresAt: createdAt + 1_000 };
}

const challenge = (expiresAt = NOW + 60_000): UsedChallenge => ({
  challenge: randomUUID(),
  subject: 'satya',
  expiresAt,
});

export function sessionContract(stores: () => Stores): void {
  describe('sessions', () => {
    test('are found until they expire', async () => {
      const { sessions } = stores();
      const one = session(someone());
      await sessions.create(one);
      expect(await sessions.find(one.sid, NOW + 999)).toEqual(one);
      expect(await sessions.find(one.sid, NOW + 1_000)).toBeUndefined();
      expect(await sessions.find(someone(), NOW)).toBeUndefined();
    });

    test('slide when they are renewed, and only while they live', async () => {
      const { sessions } = stores();
      const one = session(someone());
      await sessions.create(one);
      expect(await sessions.renew(one.sid, NOW + 500, NOW + 1_500)).toBe(true);
      const renewed = { ...one, lastSeenAt: NOW + 500, expiresAt: NOW + 1_500 };
      expect(await sessions.find(one.sid, NOW + 1_400)).toEqual(renewed);
      expect(await sessions.renew(one.sid, NOW + 1_500, NOW + 9_000)).toBe(false);
      expect(await sessions.renew(someone(), NOW, NOW + 9_000)).toBe(false);
    });

    test('of a user are listed newest first', async () => {
      const { sessions } = stores();
      const uid = someone();
      const [older, newer] = [session(uid), session(uid, NOW + 10)];
      await sessions.create(older);
      await sessions.create(newer);
      expect(await sessions.ofUser(uid, NOW + 20)).toEqual([newer, older]);
      expect(await sessions.ofUser(uid, NOW + 1_005)).toEqual([newer]);
    });

    test('are ended by their user alone', async () => {
      const { sessions } = stores();
      const one = session(someone());
      await sessions.create(one);
      expect(await sessions.end(someone(), one.sid)).toBe(false);
      expect(await sessions.end(one.uid, one.sid)).toBe(true);
      expect(await sessions.end(one.uid, one.sid)).toBe(false);
      expect(await sessions.find(one.sid, NOW)).toBeUndefined();
    });

    test('are ended all but one, or all', async () => {
      const { sessions } = stores();
      const uid = someone();
      const [kept, second, third] = [session(uid), session(uid), session(uid)];
      for (const one of [kept, second, third, session(someone())]) await sessions.create(one);
      const ended = await sessions.endSome(uid, { kind: 'others', except: kept.sid });
      expect(ended.toSorted()).toEqual([second.sid, third.sid].toSorted());
      expect(await sessions.endSome(uid, { kind: 'none' })).toEqual([]);
      expect(await sessions.endSome(uid, { kind: 'others', except: undefined })).toEqual([kept.sid]);
      expect(await sessions.ofUser(uid, NOW)).toEqual([]);
    });

    test('are ended of one device of their user', async () => {
      const { sessions } = stores();
      const uid = someone();
      const [first, second, elsewhere] = [session(uid), session(uid), session(someone())];
      const { device } = first;
      const again = { ...session(uid), device };
      for (const one of [first, second, again, { ...elsewhere, device }]) await sessions.create(one);
      const ended = await sessions.endSome(uid, { kind: 'ofDevice', device: device.id });
      expect(ended.toSorted()).toEqual([first.sid, again.sid].toSorted());
      expect(await sessions.ofUser(uid, NOW)).toEqual([second]);
      expect(await sessions.find(elsewhere.sid, NOW)).toBeDefined();
    });

    test('of a user are bounded: one more ends the one that was not renewed for longest', async () => {
      const { sessions } = stores();
      const uid = someone();
      const all = Array.from({ length: LIMITS.sessions }, (_, age) => session(uid, NOW + age));
      for (const one of all) expect(await sessions.create(one)).toEqual([]);
      await sessions.create(session(someone(), NOW + 200));
      const [oldest, second] = all.map(({ sid }) => sid);
      await sessions.renew(oldest ?? '', NOW + 150, NOW + 1_500);
      const early = session(uid, NOW - 10); // Written by a server whose clock is behind.

      expect(await sessions.create(early)).toEqual([second]);
      const live = await sessions.ofUser(uid, NOW + 200);
      expect(live).toHaveLength(LIMITS.sessions);
      expect(live.map(({ sid }) => sid)).toEqual(expect.arrayContaining([oldest, early.sid]));
    });

    test('of a user stay bounded when many begin at the same time', async () => {
      const { sessions } = stores();
      const uid = someone();
      const many = Array.from({ length: LIMITS.sessions + 20 }, (_, age) => session(uid, NOW + age));
      await Promise.all(many.map((one) => sessions.create(one)));
      expect((await sessions.ofUser(uid, NOW + 200)).length).toBeLessThanOrEqual(LIMITS.sessions);
    });

    test('are removed when they have expired and another begins', async () => {
      const { sessions } = stores();
      const [expired, next] = [session(someone()), session(someone(), NOW + 1_000)];
      await sessions.create(expired);
      await sessions.create(next);
      expect(await sessions.end(expired.uid, expired.sid)).toBe(false);
    });

    test('that live no more are told of many', async () => {
      const { sessions } = stores();
      const [live, expired, never] = [session(someone(), NOW + 500), session(someone()), someone()];
      await sessions.create(expired);
      await sessions.create(live);
      const ended = await sessions.ended([live.sid, expired.sid, never], NOW + 1_200);
      expect(ended.toSorted()).toEqual([expired.sid, never].toSorted());
    });
  });

  describe('a challenge', () => {
    test('is used once', async () => {
      const { challenges } = stores();
      const [one, other] = [challenge(), challenge()];
      expect(await challenges.use(one, NOW)).toBe(true);
      expect(await challenges.use(other, NOW)).toBe(true);
      expect(await challenges.use(one, NOW)).toBe(false);
    });

    test('is used once by many at the same time', async () => {
      const { challenges } = stores();
      const one = challenge();
      const uses = await Promise.all(Array.from({ length: 6 }, () => challenges.use(one, NOW)));
      expect(uses.filter((used) => used)).toHaveLength(1);
    });

    test('is remembered until it expires', async () => {
      const { challenges } = stores();
      const one = challenge(NOW + 5);
      await challenges.use(one, NOW);
      await challenges.use(challenge(), NOW + 4);
      expect(await challenges.use(one, NOW + 4)).toBe(false);
      expect(await challenges.use(one, NOW + 5)).toBe(true);
    });
  });

  describe('a reset', () => {
    const reset = (uid = someone()) => ({ uid, secretHash: randomUUID(), expiresAt: NOW + 1_000 });

    test('is taken once, by user and secret, before it expires', async () => {
      const { resets } = stores();
      const one = reset();
      await resets.put(one);
      expect(await resets.take(someone(), one.secretHash, NOW)).toBe(false);
      expect(await resets.take(one.uid, 'guess', NOW)).toBe(false);
      expect(await resets.take(one.uid, one.secretHash, NOW + 1_000)).toBe(false);
      expect(await resets.holds(one.uid, 'guess', NOW)).toBe(false);
      expect(await resets.holds(one.uid, one.secretHash, NOW + 1_000)).toBe(false);
      expect(await resets.holds(one.uid, one.secretHash, NOW)).toBe(true);
      expect(await resets.take(one.uid, one.secretHash, NOW)).toBe(true);
      expect(await resets.holds(one.uid, one.secretHash, NOW)).toBe(false);
      expect(await resets.take(one.uid, one.secretHash, NOW)).toBe(false);
    });

    test('replaces the one before', async () => {
      const { resets } = stores();
      const first = reset();
      const second = reset(first.uid);
      await resets.put(first);
      await resets.put(second);
      expect(await resets.take(first.uid, first.secretHash, NOW)).toBe(false);
      expect(await resets.take(first.uid, second.secretHash, NOW)).toBe(true);
    });
  });
}

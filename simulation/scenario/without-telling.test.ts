import { expect, test, vi } from 'vitest';
import { SEALED_PROFILES } from './profile.ts';
import { untilCaught } from './until-caught.ts';

/** A client that has new keys and says so nowhere: the others seal to the old ones. */
vi.mock('../../client/src/belief/owed-changes.ts', () => ({ owedBy: () => [] }));

/** A checker that never complains proves nothing. */
test('a client that begins anew and tells nobody is caught', async () => {
  const resets = SEALED_PROFILES.find(({ events }) => events.resetPassword !== undefined);
  const complaint = /has not told their new keys in/;
  expect(await untilCaught(resets, complaint)).toMatch(complaint);
}, 120_000);

import type { KeyLogWrite, KeyStore } from '@parley/backend/domain/keys/key-store.ts';
import { expect, test, vi } from 'vitest';
import { SEALED_PROFILES } from './profile.ts';
import { untilCaught } from './until-caught.ts';

/** A server that stores that a device is revoked, and lets its session go on. */
vi.mock('../../backend/src/store/memory/memory-key-store.ts', async (original) => {
  const { MemoryKeyStore } = await original<{ readonly MemoryKeyStore: new () => KeyStore }>();
  class LenientKeyStore extends MemoryKeyStore {
    override append(write: KeyLogWrite) {
      return super.append({ ...write, ends: { kind: 'none' } });
    }
  }
  return { MemoryKeyStore: LenientKeyStore };
});

/** A checker that never complains proves nothing. */
test('a server that lets a device go on that was logged out is caught', async () => {
  const logsOut = SEALED_PROFILES.find(({ events }) => events.revoke !== undefined);
  const complaint = /got \d+ of .* after it was logged out/;
  expect(await untilCaught(logsOut, complaint)).toMatch(complaint);
}, 120_000);

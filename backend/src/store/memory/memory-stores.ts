import type { Stores } from '../../domain/stores.ts';
import { MemoryAuditStore } from './memory-audit-store.ts';
import { MemoryChallengeStore } from './memory-challenge-store.ts';
import { MemoryCommandValues } from './memory-command-values.ts';
import { MemoryConversationStore } from './memory-conversation-store.ts';
import { MemoryHookStore } from './memory-hook-store.ts';
import { MemoryInvitationStore } from './memory-invitation-store.ts';
import { MemoryKeyStore } from './memory-key-store.ts';
import { MemoryKeys } from './memory-keys.ts';
import { MemoryMachineStore } from './memory-machine-store.ts';
import { MemoryPairingStore } from './memory-pairing-store.ts';
import { MemoryReportStore } from './memory-report-store.ts';
import { MemoryResetStore } from './memory-reset-store.ts';
import { MemorySearchStore } from './memory-search-store.ts';
import { MemoryRoomDirectory } from './memory-room-directory.ts';
import { MemoryRoomLocks } from './memory-room-locks.ts';
import { MemoryRoomNames } from './memory-room-names.ts';
import { MemorySettingsStore } from './memory-settings-store.ts';
import { MemorySessionStore } from './memory-session-store.ts';
import { MemoryUserStore } from './memory-user-store.ts';

/**
 * All stores in memory, for simulations and unit tests. They outlive `close`, so that a simulated server
 * can be killed and started again over what it had stored.
 */
export function createMemoryStores(): Stores {
  const invitations = new MemoryInvitationStore();
  const accountKeys = new MemoryKeys();
  const users = new MemoryUserStore(invitations, accountKeys);
  const sessions = new MemorySessionStore();
  const conversations = new MemoryConversationStore();
  return {
    conversations,
    search: new MemorySearchStore(conversations),
    rooms: new MemoryRoomDirectory(conversations),
    roomLocks: new MemoryRoomLocks(),
    roomNames: new MemoryRoomNames(),
    users,
    machines: new MemoryMachineStore(users),
    sessions,
    keys: new MemoryKeyStore(accountKeys, users, sessions),
    pairings: new MemoryPairingStore(),
    challenges: new MemoryChallengeStore(),
    resets: new MemoryResetStore(),
    invitations,
    commandValues: new MemoryCommandValues(),
    hooks: new MemoryHookStore(),
    settings: new MemorySettingsStore(),
    reports: new MemoryReportStore(),
    audit: new MemoryAuditStore(),
    close: () => Promise.resolve(),
  };
}

import type { AuditStore } from './audit/audit-store.ts';
import type { CommandValueStore } from './commands/command-values.ts';
import type { ConversationStore } from './log/conversation-store.ts';
import type { HookStore } from './webhooks/hook-store.ts';
import type { InvitationStore } from './invitations/invitation-store.ts';
import type { KeyStore } from './keys/key-store.ts';
import type { MachineStore } from './machines/machine-store.ts';
import type { PairingStore } from './keys/pairing-store.ts';
import type { ReportStore } from './moderation/report-store.ts';
import type { ChallengeStore } from './passwords/challenge-store.ts';
import type { ResetStore } from './passwords/reset-store.ts';
import type { SearchStore } from './search/search-store.ts';
import type { RoomDirectory } from './rooms/room-directory.ts';
import type { RoomLocks } from './rooms/room-locks.ts';
import type { RoomNames } from './rooms/room-names.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { SessionStore } from './sessions/session-store.ts';
import type { UserStore } from './users/user-store.ts';

/** Everything that a deployment stores, behind one database. */
export interface Stores {
  readonly conversations: ConversationStore;
  readonly search: SearchStore;
  readonly rooms: RoomDirectory;
  readonly roomNames: RoomNames;
  readonly roomLocks: RoomLocks;
  readonly users: UserStore;
  readonly machines: MachineStore;
  readonly sessions: SessionStore;
  readonly challenges: ChallengeStore;
  readonly resets: ResetStore;
  readonly invitations: InvitationStore;
  readonly keys: KeyStore;
  readonly pairings: PairingStore;
  readonly commandValues: CommandValueStore;
  readonly hooks: HookStore;
  readonly settings: SettingsStore;
  readonly reports: ReportStore;
  readonly audit: AuditStore;
  /** Resolves after writes in progress were stored. */
  close(): Promise<void>;
}

/** The stores for the operator's tools, usable beside a running server. */
export type OperatorStores = Pick<
  Stores,
  'users' | 'machines' | 'sessions' | 'resets' | 'invitations' | 'settings' | 'audit' | 'close'
>;

import type { RegistrationMode, RoomCreation } from '@parley/protocol';

import type { AuditProof } from './audit/audit-proof.ts';
import type { BackupFolder } from './backups/backup-folder.ts';
import type { Clock } from './clock.ts';
import type { Attempts, LoginAttempt, RoomAttempt } from './limits/attempts.ts';
import type { Publisher } from './publisher.ts';
import type { Random } from './random.ts';
import type { ChallengeCodec } from './passwords/challenge-codec.ts';
import type { TokenCodec } from './sessions/token-codec.ts';
import type { LiveSettings } from './settings/live-settings.ts';
import type { MutedPeople } from './moderation/muted-people.ts';
import type { Stores } from './stores.ts';
import type { OnlineUsers } from './users/online-users.ts';

/** The choices of a deployment that use cases depend on. Administrators change some while the server runs. */
export interface Rules {
  readonly registration: RegistrationMode;
  readonly roomCreation: RoomCreation;
  /** Origins that a login may be signed for. */
  readonly origins: readonly string[];
  /** Makes the salts of users that do not exist. */
  readonly saltSecret: string;
  readonly challenges: ChallengeCodec;
  /** Whether conversations may be sealed; see `SEALING`. */
  readonly sealing: boolean;
  /** Whether a new account has to come with keys. */
  readonly keysRequired: boolean;
}

/** Everything that use cases work with. Each names by `Pick` the parts that it needs. */
export interface Context extends Omit<Stores, 'close'> {
  readonly clock: Clock;
  readonly random: Random;
  readonly publisher: Publisher;
  readonly tokens: TokenCodec;
  readonly attempts: Attempts<LoginAttempt>;
  readonly roomAttempts: Attempts<RoomAttempt>;
  readonly onlineUsers: OnlineUsers;
  readonly rules: Rules;
  readonly backups: BackupFolder;
  readonly liveSettings: LiveSettings;
  readonly mutedPeople: MutedPeople;
  readonly auditProof: AuditProof;
  /** Tells the operator of a failure that refuses nobody what they asked for. @param what came of it */
  readonly report: (error: unknown, what: string) => void;
}

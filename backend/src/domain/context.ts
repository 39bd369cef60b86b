import type { RegistrationMode } from '@parley/protocol';
import type { Clock } from './clock.ts';
import type { Attempts } from './limits/attempts.ts';
import type { Publisher } from './publisher.ts';
import type { Random } from './random.ts';
import type { TokenCodec } from './sessions/token-codec.ts';
import type { Stores } from './stores.ts';
import type { OnlineUsers } from './users/online-users.ts';

/** What a deployment has chosen and use cases go by. */
export interface Rules {
  readonly registration: RegistrationMode;
  /** Origins that a login may be made for. */
  readonly origins: readonly string[];
  /** Makes the salts of users that do not exist. */
  readonly saltSecret: string;
}

/** All that use cases work with. Each says by `Pick` which parts it needs. */
export interface Context extends Omit<Stores, 'close'> {
  readonly clock: Clock;
  readonly random: Random;
  readonly publisher: Publisher;
  readonly tokens: TokenCodec;
  readonly attempts: Attempts;
  readonly onlineUsers: OnlineUsers;
  readonly rules: Rules;
}

import type { Clock } from '@parley/client';
import type { User, Uuid } from '@parley/protocol';
import type { SimulatedAccount } from './simulated-account.ts';
import type { SimulatedPassword } from './simulated-password.ts';
import type { Network } from '../network/network.ts';
import type { Cluster } from '../server/cluster.ts';
import type { History } from '../world/history.ts';
import type { SeededRandom } from '../world/seeded-random.ts';

/** The surroundings of a device in a run. */
export interface DeviceDeps {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly history: History;
  /** All users. */
  readonly users: readonly User[];
  /** Everyone's keys, in runs that seal. */
  readonly accounts?: readonly SimulatedAccount[];
  /** Those that an administrator has set in this run, by uid. */
  readonly passwords: Map<Uuid, SimulatedPassword>;
  /** Resets after which the keys of before were found: whose, and where in their key log. */
  readonly foundKeys: Set<string>;
  /** Who changed their identity, and got no answer: others may know a key log that a restored server has lost, and nobody gives back. */
  readonly unanswered: Set<Uuid>;
  /** Conversations that exist from the start. */
  readonly conversations: readonly Uuid[];
}

import type { SealingAccount } from '../model/sealing/sealing-account.ts';
import type { SealingAlarm } from '../model/sealing/sealing-alarm.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { EntrySender } from '../ports/sealing/entry-sender.ts';
import type { EpochCrypto } from '../ports/sealing/epoch-crypto.ts';
import type { SealingLogs } from '../ports/sealing/sealed-logs.ts';
import type { SimpleSeal } from '../ports/sealing/simple-seal.ts';
import type { EpochKeys } from './epochs/epoch-keys.ts';

/** What sealing needs from outside. */
export interface SealingDeps {
  readonly logs: SealingLogs;
  readonly keys: EpochKeys;
  /** Seals what is said with machines. */
  readonly simple?: Pick<SimpleSeal, 'machineIn' | 'wasMachine' | 'seal'>;
  readonly crypto: EpochCrypto;
  readonly sender: EntrySender;
  readonly clock: Clock;
  readonly random: Random;
  /** Undefined while the account is not open here. */
  account(): SealingAccount | undefined;
  alarm(alarm: SealingAlarm): void;
}

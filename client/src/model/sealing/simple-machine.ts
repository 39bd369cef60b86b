import type { User } from '@parley/protocol';

/** A machine that messages are sealed to in the simple way. */
export interface SimpleMachine extends User {
  readonly accountKey: string;
  readonly simpleKey: string;
}

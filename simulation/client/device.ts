import type { Uuid } from '@parley/protocol';
import type { DeviceFacts } from '../checker/facts.ts';

/** A user's browser with its local copy, as the scenario and the checker see it. */
export interface Device {
  readonly name: string;
  readonly uid: Uuid;
  /** When its connection was opened; undefined without a connection. */
  readonly onlineSince: number | undefined;
  /** Opens every closed tab. */
  start(): void;
  /** Kills a tab, and opens it again after a while. */
  crash(downFor: number): void;
  /** Writes a message in any tab. */
  say(conversation: Uuid, text: string): Promise<void>;
  /** The current contents of the local copy. */
  facts(): DeviceFacts;
}

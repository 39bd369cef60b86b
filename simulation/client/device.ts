import type { Uuid } from '@parley/protocol';
import type { DeviceFacts } from '../checker/facts.ts';

/** Somebody's browser with its local copy, as the scenario and the checker see it. */
export interface Device {
  readonly name: string;
  readonly uid: Uuid;
  /** Since when its connection stands, undefined while it does not. */
  readonly onlineSince: number | undefined;
  /** Opens every tab that is not open. */
  start(): void;
  /** Kills a tab, and opens it again after a while. */
  crash(downFor: number): void;
  /** Writes a message into whichever tab. */
  say(conversation: Uuid, text: string): Promise<void>;
  /** What the local copy holds now. */
  facts(): DeviceFacts;
}

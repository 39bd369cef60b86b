import type { Uuid } from '@parley/protocol';
import type { HookOutcome, IncomingHook, StoredHook } from './stored-hook.ts';

/** A request of an outgoing hook that waits to be sent. */
export interface HookDelivery {
  readonly id: Uuid;
  readonly hook: Uuid;
  /** JSON */
  readonly body: string;
  /** Tries so far. */
  readonly attempts: number;
  /** When the next one is due, in ms. */
  readonly dueAt: number;
}

/** Webhooks, and the queue of what outgoing ones have to send. */
export interface HookStore {
  create(hook: StoredHook): Promise<void>;
  find(id: Uuid): Promise<StoredHook | undefined>;
  bySecret(secretHash: string): Promise<IncomingHook | undefined>;
  /** Oldest first. */
  ofConversation(conversation: Uuid): Promise<readonly StoredHook[]>;
  /** All outgoing ones of all conversations, and who made each. */
  outgoing(): Promise<readonly Pick<StoredHook, 'id' | 'createdBy'>[]>;
  /** Where there are any. */
  conversations(): Promise<readonly Uuid[]>;
  /** Those that somebody has made, or taken over. */
  ofMaker(uid: Uuid): Promise<readonly StoredHook[]>;
  /** How many somebody has made, or taken over, that were not revoked. */
  madeBy(uid: Uuid): Promise<number>;
  /** From now on somebody else counts as who made it. @returns it, unless there is none */
  setMaker(id: Uuid, uid: Uuid): Promise<StoredHook | undefined>;
  /** With what waits to be sent. Whether there was one. */
  remove(id: Uuid): Promise<boolean>;
  note(id: Uuid, outcome: HookOutcome): Promise<void>;

  /** @returns false, and nothing is stored, if so many of the hook wait already */
  queue(delivery: HookDelivery, most: number): Promise<boolean>;
  /**
   * Takes some that are due, for this server alone until then: of each hook the first, of those first that waited longest.
   * @param except hooks of which none is wanted
   */
  take(now: number, until: number, limit: number, except: readonly Uuid[]): Promise<readonly HookDelivery[]>;
  /** Puts one off after a try. */
  putOff(id: Uuid, attempts: number, dueAt: number): Promise<void>;
  /**
   * Counts a try against all of a hook that are due, and puts each off.
   * @param pauses in ms, by the tries before; who has had more is given up
   */
  putOffDue(hook: Uuid, now: number, pauses: readonly number[]): Promise<void>;
  /** It was sent, or is given up. */
  settle(id: Uuid): Promise<void>;
}

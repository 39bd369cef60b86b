import type { Uuid } from '@parley/protocol';
import type { HookOutcome, IncomingHook, OutgoingHook, StoredHook } from './stored-hook.ts';

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
  /** All of all conversations. */
  outgoing(): Promise<readonly OutgoingHook[]>;
  /** With what waits to be sent. Whether there was one. */
  remove(id: Uuid): Promise<boolean>;
  note(id: Uuid, outcome: HookOutcome): Promise<void>;

  /** @returns false, and nothing is stored, if so many of the hook wait already */
  queue(delivery: HookDelivery, most: number): Promise<boolean>;
  /** Takes some that are due, for this server alone until then. The first that is due comes first. */
  take(now: number, until: number, limit: number): Promise<readonly HookDelivery[]>;
  /** Puts one off after a try. */
  putOff(id: Uuid, attempts: number, dueAt: number): Promise<void>;
  /** It was sent, or is given up. */
  settle(id: Uuid): Promise<void>;
}

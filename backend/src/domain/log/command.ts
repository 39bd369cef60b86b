import type { Body, Entry, Payload, Uuid } from '@parley/protocol';

/** A change that a user asks of a log. The client chooses the id: a retry carries the same. */
export interface Command {
  readonly conversation: Uuid;
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly body: Body;
  readonly payload?: Payload | undefined;
}

/** The `seq` that a command refers to, if it changes an earlier entry. */
export function targetOf(command: Command): number | undefined {
  return 'target' in command.body ? command.body.target : undefined;
}

/** What `decide` needs to know of the entry that a command refers to. */
export type Target = Pick<Entry, 'seq' | 'sender' | 'body' | 'payload'>;

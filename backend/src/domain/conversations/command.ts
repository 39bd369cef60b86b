import type { Body, Entry, Payload, Uuid } from '@parley/protocol';

/** What somebody wants to add to a log. The id is the client's: a retry carries the same. */
export interface Command {
  readonly conversation: Uuid;
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly body: Body;
  readonly payload?: Payload | undefined;
}

/** The `seq` that a command refers to, for commands that change what stands there. */
export function targetOf(command: Command): number | undefined {
  return 'target' in command.body ? command.body.target : undefined;
}

/** What `decide` has to know of the entry that a command refers to. */
export type Target = Pick<Entry, 'seq' | 'sender' | 'body' | 'payload'>;

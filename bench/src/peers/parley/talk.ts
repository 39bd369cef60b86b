import type { Entry, GroupMessage, PrivateMessage } from '@parley/protocol';

/** A message as it is sent: by the event of its kind of conversation. */
export type Outgoing =
  | { readonly event: 'privateMessage'; readonly request: PrivateMessage }
  | { readonly event: 'groupMessage'; readonly request: GroupMessage };

/** A conversation, as one of its members writes to it. */
export interface Talk {
  readonly conversation: string;
  /** An entry that its member has received. */
  heard(entry: Entry): void;
  /**
   * Makes messages ahead, where making one is work that is not to be measured.
   * @returns what gives the next one, and undefined after so many
   */
  prepare(text: string, ahead: number): Promise<() => Outgoing | undefined>;
}

import { Entry, MemberMark, SeqOrZero, Time, Typing, Uuid } from '@parley/protocol';
import * as z from 'zod/mini';

const uuids = z.array(Uuid);

/** Somebody who is online on the node that says so, and whom he has blocked. */
const OnlineUser = z.object({ uid: Uuid, hiddenFrom: uuids });
export type OnlineUser = z.infer<typeof OnlineUser>;

/** Somebody who is gone, and since when. */
const DepartedUser = z.object({ uid: Uuid, lastSeen: Time });
export type DepartedUser = z.infer<typeof DepartedUser>;

/** Who came to a node and who went in the last second. Sent without any, too: it says that the node lives. */
const PresenceChange = z.object({
  kind: z.literal('presence'),
  /** Counts the changes, so that whoever missed one notices. */
  version: SeqOrZero,
  came: z.array(OnlineUser),
  went: z.array(DepartedUser),
});
export type PresenceChange = z.infer<typeof PresenceChange>;

/** All who are online on a node. */
const Roster = z.object({ kind: z.literal('roster'), version: SeqOrZero, users: z.array(OnlineUser) });
export type Roster = z.infer<typeof Roster>;

/** What nodes tell each other. All of it heals by itself when it is lost. */
export const BusMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), entry: Entry }),
  z.object({
    kind: z.literal('marks'),
    moved: z.readonly(z.array(z.object({ conversation: Uuid, mark: MemberMark }))),
  }),
  z.object({ kind: z.literal('sessionsEnded'), sids: z.readonly(uuids) }),
  z.object({ kind: z.literal('typing'), typing: Typing, hiddenFrom: z.readonly(uuids) }),
  z.object({ kind: z.literal('blocksChanged'), uid: Uuid, other: Uuid }),
  PresenceChange,
  Roster,
  z.object({ kind: z.literal('rosterWanted') }),
]);
export type BusMessage = z.infer<typeof BusMessage>;

import { Entry, MemberMark, Seq, SeqOrZero, Time, Typing, Uuid } from '@parley/protocol';
import * as z from 'zod/mini';

const uuids = z.array(Uuid);

/** A user who is online on the sending node, and whom they have blocked. */
const OnlineUser = z.object({ uid: Uuid, hiddenFrom: uuids });
export type OnlineUser = z.infer<typeof OnlineUser>;

/** A user who went offline, and when. */
const DepartedUser = z.object({ uid: Uuid, lastSeen: Time });
export type DepartedUser = z.infer<typeof DepartedUser>;

/** The users who came to a node and left it in the last second. Sent even if empty, as a sign of life. */
const PresenceChange = z.object({
  kind: z.literal('presence'),
  /** Counts the changes, so that a missed one is noticed. */
  version: SeqOrZero,
  came: z.array(OnlineUser),
  went: z.array(DepartedUser),
});
export type PresenceChange = z.infer<typeof PresenceChange>;

/** All users who are online on a node. */
const Roster = z.object({ kind: z.literal('roster'), version: SeqOrZero, users: z.array(OnlineUser) });
export type Roster = z.infer<typeof Roster>;

/** Messages between nodes. Every loss of one repairs itself. */
export const BusMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), entry: Entry }),
  z.object({
    kind: z.literal('marks'),
    moved: z.readonly(
      z.array(z.object({ conversation: Uuid, mark: MemberMark, isOwn: z.optional(z.boolean()) })),
    ),
  }),
  z.object({ kind: z.literal('sessionsEnded'), sids: z.readonly(uuids) }),
  z.object({ kind: z.literal('typing'), typing: Typing, hiddenFrom: z.readonly(uuids) }),
  z.object({ kind: z.literal('keyLogGrown'), uid: Uuid, seq: Seq }),
  z.object({ kind: z.literal('vaultChanged'), uid: Uuid, version: z.int() }),
  z.object({ kind: z.literal('blocksChanged'), uid: Uuid, other: Uuid }),
  z.object({ kind: z.literal('settingsChanged') }),
  PresenceChange,
  Roster,
  z.object({ kind: z.literal('rosterWanted') }),
]);
export type BusMessage = z.infer<typeof BusMessage>;

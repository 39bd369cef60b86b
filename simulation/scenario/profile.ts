import { TIMING } from '@parley/protocol';
import type { Climate } from '../network/weather.ts';

/** Events in a run besides sending, each with its weight. */
export interface Events {
  readonly say: number;
  /** Several messages at once. */
  readonly burst?: number;
  readonly crashTab?: number;
  readonly showTab?: number;
  readonly crashNode?: number;
  /** All connections break, or go dead. */
  readonly breakNetwork?: number;
  /** For a while each connection breaks at the first message that it carries. */
  readonly cutMessages?: number;
  readonly change?: number;
  readonly read?: number;
  readonly membership?: number;
  /** In a room, somebody joins or leaves, or keeps it in order. */
  readonly order?: number;
  /** One of somebody's two devices is stolen, and the other one changes their identity. */
  readonly steal?: number;
  /** Somebody logs one of their devices out on another one. */
  readonly revoke?: number;
  /** Somebody logs in in one more browser. */
  readonly logIn?: number;
  /** An administrator gives somebody another password, who may have lost everything, and begins with another identity. */
  readonly resetPassword?: number;
  readonly tooLarge?: number;
  readonly restore?: number;
  /** Somebody may write to everyone. Runs without it have no announcements. */
  readonly announce?: number;
  /** More messages than a client fetches to fill a gap. */
  readonly flood?: number;
}

/** A kind of run. */
export interface Profile {
  readonly name: string;
  readonly climate: Partial<Climate>;
  /** Whether everyone has keys, and seals. */
  readonly sealed?: true;
  /** Whether the group is a room. */
  readonly isRoom?: true;
  /** Members of the group beside the usual ones, who have keys and are never there. */
  readonly crowd?: number;
  readonly nodes: number;
  readonly tabs: number;
  /** The probability that a node misses what is published. */
  readonly ringLoss: number;
  /** The share of opened conversations that are closed again: only open ones catch up because they are shown. */
  readonly closes: number;
  readonly events: Events;
  /** How long a loss that no connection shows may go unnoticed, in ms. */
  readonly unnoticed: number;
  /** The number of events. */
  readonly length: number;
  /** Longest pause between two of them, in ms. */
  readonly pause: number;
}

/** Found by the next comparison of heads, whose answer also takes a moment. */
const NEXT_HEADS = TIMING.heads + 500;
/** Found by a node that asks the database what grew, once a second. */
const NEXT_LOOK = 2_500;

const USUAL = {
  climate: {},
  nodes: 1,
  tabs: 1,
  ringLoss: 0,
  closes: 0.3,
  unnoticed: NEXT_HEADS,
  length: 25,
  pause: 1_500,
};

/** One after the other, by seed. */
export const PROFILES: readonly Profile[] = [
  {
    ...USUAL,
    name: 'bad network',
    climate: { delay: [5, 400], loss: 0.03, duplicate: 0.05, cut: 0.02, freeze: 0.01, unreachable: 0.2 },
    events: { say: 10, burst: 2, read: 4, breakNetwork: 1 },
  },
  {
    ...USUAL,
    name: 'crashes',
    climate: { delay: [5, 100] },
    events: { say: 10, burst: 3, read: 3, crashTab: 3, crashNode: 3 },
  },
  {
    ...USUAL,
    name: 'two nodes that miss each other',
    nodes: 2,
    ringLoss: 0.3,
    events: { say: 10, read: 4, crashNode: 1, breakNetwork: 1 },
  },
  {
    ...USUAL,
    name: 'two tabs with one outbox',
    tabs: 2,
    climate: { cut: 0.01 },
    ringLoss: 0.2,
    events: { say: 10, burst: 2, showTab: 4, crashTab: 4, read: 2 },
  },
  {
    ...USUAL,
    name: 'coming and going',
    nodes: 2,
    climate: { cut: 0.01, loss: 0.01 },
    ringLoss: 0.1,
    events: { say: 10, membership: 10, read: 2, crashNode: 1 },
  },
  {
    ...USUAL,
    name: 'second thoughts',
    climate: { delay: [5, 200], cut: 0.02, duplicate: 0.05 },
    events: { say: 8, change: 10, read: 2, tooLarge: 1, crashTab: 1 },
  },
  {
    ...USUAL,
    name: 'a backup is restored',
    climate: { delay: [5, 200], cut: 0.01 },
    // The heads do not show that a closed direct conversation is the only one missing from the backup.
    closes: 0,
    events: { say: 12, read: 3, restore: 1, crashTab: 1 },
  },
];

const USUAL_SEALED = {
  ...USUAL,
  sealed: true,
  nodes: 2,
  climate: { cut: 0.01 },
  ringLoss: 0.2,
} as const;

/** Everyone has keys: the group and the direct conversation become sealed by the first message. */
export const SEALED_PROFILES: readonly Profile[] = [
  {
    ...USUAL_SEALED,
    name: 'sealed',
    events: { say: 10, burst: 1, read: 2, crashTab: 1, crashNode: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, coming and going',
    events: { say: 10, burst: 1, membership: 6, crashTab: 1, crashNode: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, and a device is stolen',
    events: { say: 10, burst: 1, membership: 2, steal: 2, crashTab: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, and a backup is restored',
    closes: 0,
    events: { say: 12, read: 3, restore: 1, crashTab: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, coming and going, and a backup is restored',
    closes: 0,
    events: { say: 10, burst: 1, membership: 6, restore: 1, crashTab: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, a device is stolen, and a backup is restored',
    closes: 0,
    events: { say: 10, membership: 2, steal: 1, restore: 1, crashTab: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, and a device is logged out',
    events: { say: 10, burst: 1, membership: 2, revoke: 2, steal: 1, crashTab: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, and browsers are added and logged out',
    events: { say: 10, burst: 1, membership: 2, logIn: 2, revoke: 2, crashTab: 2, crashNode: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, and identities are reset',
    events: { say: 10, burst: 1, membership: 3, resetPassword: 2, logIn: 1, crashTab: 1 },
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, in epochs of several parts',
    // One key fits into an entry for 27 members.
    crowd: 30,
    climate: { cut: 0.03 },
    events: { say: 10, burst: 1, membership: 3, crashTab: 2, crashNode: 1 },
    length: 15,
  },
  {
    ...USUAL_SEALED,
    name: 'sealed, second thoughts',
    events: { say: 8, change: 10, membership: 1, read: 2, crashTab: 1, crashNode: 1 },
  },
];

/** A server that lies, among people who come and go and lose devices. */
export const LYING: Profile = {
  ...USUAL_SEALED,
  name: 'sealed, by a server that lies',
  closes: 0,
  events: { say: 8, burst: 1, membership: 3, steal: 1, crashTab: 2 },
  length: 20,
};

/** A hundred messages, written without a network. */
export const OFFLINE: Profile = {
  ...USUAL,
  name: 'written offline',
  climate: { unreachable: 1 },
  events: { say: 1 },
  length: 100,
  pause: 50,
};

/** Connections only close because of messages, and every message closes one. */
export const CUT_AT_MESSAGES: Profile = {
  ...USUAL,
  name: 'cut at each message',
  events: { say: 10, burst: 3, read: 2, cutMessages: 1 },
  length: 40,
};

/** What the usual profiles show too rarely, or not at all. */
export const RARE_PROFILES: readonly Profile[] = [
  {
    ...USUAL,
    name: 'removed while they write, on another node',
    nodes: 3,
    ringLoss: 0.5,
    events: { say: 6, burst: 3, membership: 8 },
    length: 40,
    pause: 150,
  },
  {
    ...USUAL,
    name: 'nodes that hear of each other by the database alone',
    nodes: 2,
    ringLoss: 1,
    unnoticed: NEXT_LOOK,
    events: { say: 10, change: 3, membership: 2, read: 3, crashNode: 1 },
  },
  {
    ...USUAL,
    name: 'a room that is kept in order',
    isRoom: true,
    nodes: 2,
    climate: { cut: 0.01, loss: 0.01 },
    ringLoss: 0.2,
    events: { say: 10, order: 12, read: 1, change: 1, crashTab: 1, crashNode: 1 },
  },
  {
    ...USUAL,
    name: 'announcements',
    nodes: 2,
    climate: { cut: 0.01, loss: 0.01 },
    ringLoss: 0.2,
    events: { say: 4, announce: 8, read: 2, crashTab: 1, crashNode: 1, breakNetwork: 1 },
  },
  {
    ...USUAL,
    name: 'far behind',
    climate: { cut: 0.01 },
    closes: 0,
    events: { say: 8, flood: 1, crashTab: 2, breakNetwork: 2 },
  },
];

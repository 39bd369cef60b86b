import { currentMembers, type Entry, type Uuid } from '@parley/protocol';
import { believeRoster, emptyRoster } from '../../src/belief/believe-roster.ts';
import type { BelievedRoster, Beginning } from '../../src/model/sealing/believed-roster.ts';
import type { KeyLogs } from '../../src/model/keys/sender-keys.ts';
import { keyLogsOf, newPerson, type Person } from './people.ts';
import { TestLog } from './test-log.ts';

export interface People {
  readonly alice: Person;
  readonly bob: Person;
  readonly carol: Person;
  readonly eve: Person;
}

export async function newPeople(): Promise<People> {
  const [alice, bob, carol, eve] = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  return { alice, bob, carol, eve };
}

/** The body that creates a group of three: Alice owns it; the others are members, and Eve is none. */
export function group(
  { alice, bob, carol }: People,
  protection: 'open' | 'sealed' = 'sealed',
): Entry['body'] {
  const members = [alice, bob, carol].map(({ uid }) => ({
    uid,
    role: uid === alice.uid ? ('owner' as const) : ('member' as const),
  }));
  return {
    ...{ kind: 'created', type: 'group', name: 'Team', visibility: 'private' },
    ...{ protection, members, history: 'fromJoin' },
  };
}

export const added = ({ uid }: Person, epoch?: number): Entry['body'] => ({
  ...{ kind: 'added', members: [uid] },
  ...(epoch !== undefined && { epoch }),
});
export const removed = ({ uid }: Person): Entry['body'] => ({ kind: 'removed', member: uid });
export const admin = ({ uid }: Person): Entry['body'] => ({
  kind: 'roleChanged',
  member: uid,
  role: 'admin',
});

/** A log, and what its readers know of people. */
export interface Team {
  readonly log: TestLog;
  readonly people: readonly Person[];
}

/** The log of a group whose first entry its owner signed. */
export async function teamOf(people: People): Promise<Team> {
  const log = new TestLog();
  await log.append(people.alice, group(people));
  return { log, people: Object.values(people) as readonly Person[] };
}

/** Another state of somebody's account in place of the one that was known. */
export function knowing({ log, people }: Team, ...now: readonly Person[]): Team {
  return { log, people: people.map((known) => now.find(({ uid }) => uid === known.uid) ?? known) };
}

/** What a reader may have decided or remembered. */
export interface Memory {
  readonly unaccepted?: Readonly<Record<Uuid, number>>;
  readonly floors?: BelievedRoster['floors'];
  readonly beginning?: Beginning;
}

export function keysOf({ people }: Team, { unaccepted }: Memory = {}): KeyLogs {
  return keyLogsOf(people, unaccepted);
}

/** What is believed of the whole roster list. */
export async function rosterOf(
  team: Team,
  memory: Memory = {},
  entries = team.log.entries,
): Promise<BelievedRoster> {
  const start = emptyRoster(team.log.conversation, { floors: {}, ...memory });
  return believeRoster(start, entries, keysOf(team, memory));
}

export function membersOf({ state }: BelievedRoster): readonly Uuid[] {
  return state === undefined ? [] : currentMembers(state);
}

export function refusalsOf({ refused }: BelievedRoster): readonly string[] {
  return refused.map(({ kind, refusal }) => `${kind}: ${refusal}`);
}

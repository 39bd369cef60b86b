import { isInRosterList, type Entry } from '@parley/protocol';
import { oneOf, say, membersIn, type Draw } from './honest-history.ts';
import type { Person } from './people.ts';
import { serverState, startEpoch } from './reader.ts';
import { added, removed, type Team } from './team.ts';
import { TestLog } from './test-log.ts';

/** What a lying server makes of an honest log, with an account of its own. */
type Lie = (draw: Draw, team: Team, mallory: Person) => Promise<Team>;

const owner = (team: Team): Person => {
  const { members } = serverState(team.log);
  const found = team.people.find(({ uid }) => members[uid]?.role === 'owner');
  if (found === undefined) throw new Error('there is an owner');
  return found;
};

async function renamed(team: Team): Promise<void> {
  await team.log.append(owner(team), { kind: 'renamed', name: 'Other' });
}

/** A copy that it goes on to spoil. */
function copyOf(team: Team): Team {
  return { ...team, log: team.log.upTo(team.log.head) };
}

/** A copy in which the log is that of these entries, in this order. */
function relaid(team: Team, entries: readonly Entry[]): Team {
  const log = new TestLog(team.log.conversation);
  for (const entry of entries) log.store(entry);
  return { ...team, log };
}

/** Lies by which a reader would come in: nobody may ever seal to them. */
export const READERS: Readonly<Record<string, Lie>> = {
  'adds an account without a signature': async (_, team, mallory) => {
    const spoilt = copyOf(team);
    spoilt.log.plain(owner(team).uid, added(mallory));
    return spoilt;
  },
  'adds an account with a device of its own, in the name of the owner': async (_, team, mallory) => {
    const spoilt = copyOf(team);
    await spoilt.log.append(mallory, added(mallory), { as: owner(team).uid });
    return spoilt;
  },
  'lets an account add itself': async (_, team, mallory) => {
    const spoilt = copyOf(team);
    await spoilt.log.append(mallory, added(mallory));
    return spoilt;
  },
  'lets an account start an epoch': async (_, team, mallory) => {
    const spoilt = copyOf(team);
    await startEpoch(spoilt.log, mallory, [...membersIn(team), mallory]);
    return spoilt;
  },
  'starts an epoch in the name of a member': async (draw, team, mallory) => {
    const spoilt = copyOf(team);
    const as = oneOf(draw, membersIn(team)).uid;
    await startEpoch(spoilt.log, mallory, [...membersIn(team), mallory], {}, { as });
    return spoilt;
  },
  'adds an account by a stolen device that was revoked': async (_, team, mallory) => {
    const spoilt = copyOf(team);
    const victim = owner(team);
    const spare = victim.followed.log.devices.get(victim.devices[1]?.id ?? '');
    const revokedAt = spare?.revokedAt;
    if (revokedAt === undefined)
      return READERS['lets an account add itself']?.(() => 0, team, mallory) ?? spoilt;
    await renamed(spoilt);
    await spoilt.log.append(victim, added(mallory), { device: 1, keyLogSeq: revokedAt - 1 });
    return spoilt;
  },
  'lets a member who left add an account': async (draw, team, mallory) => {
    const spoilt = copyOf(team);
    const gone = team.people.filter((person) => !membersIn(team).includes(person));
    await spoilt.log.append(gone.length > 0 ? oneOf(draw, gone) : mallory, added(mallory));
    return spoilt;
  },
};

/** Lies about what happened when. */
export const HISTORIES: Readonly<Record<string, Lie>> = {
  'leaves out a change that others know of': async (draw, team) => {
    const honest = copyOf(team);
    await renamed(honest);
    await renamed(honest);
    const changes = honest.log.entries.filter(isInRosterList).slice(1, -1);
    const left = oneOf(draw, changes);
    return relaid(
      honest,
      honest.log.entries.filter((entry) => entry !== left),
    );
  },
  'slips in a change that others do not know of': async (draw, team) => {
    const honest = copyOf(team);
    await renamed(honest);
    const at = 1 + draw(honest.log.head - 1);
    const spoilt = relaid(honest, honest.log.entries.slice(0, at));
    spoilt.log.plain(owner(team).uid, removed(oneOf(draw, membersIn(team))));
    for (const entry of honest.log.entries.slice(at)) spoilt.log.store(entry);
    return spoilt;
  },
  'stores a signed change a second time': async (draw, team) => {
    const spoilt = copyOf(team);
    await renamed(spoilt);
    spoilt.log.store(oneOf(draw, spoilt.log.entries.filter(isInRosterList)));
    return spoilt;
  },
  'stores a signed change late': async (draw, team) => {
    const spoilt = copyOf(team);
    const other = oneOf(draw, spoilt.people);
    const late = await spoilt.log.written(owner(team), oneOf(draw, [added(other), removed(other)]));
    await spoilt.log.append(owner(team), { kind: 'roleChanged', member: owner(team).uid, role: 'owner' });
    spoilt.log.store(late);
    return spoilt;
  },
  'stores a message late': async (_, team) => {
    const spoilt = copyOf(team);
    await say(spoilt, owner(team));
    const epoch = serverState(spoilt.log).epoch?.epoch;
    const late = await spoilt.log.written(owner(team), { kind: 'message', epoch });
    await startEpoch(spoilt.log, owner(team), membersIn(team));
    spoilt.log.store(late);
    return spoilt;
  },
  'shows two members different logs': async (draw, team) => {
    const [one, other] = [copyOf(team), copyOf(team)];
    await renamed(one);
    await other.log.append(owner(team), { kind: 'ended' });
    const elsewhere = await other.log.written(oneOf(draw, membersIn(team)), { kind: 'left' });
    one.log.store(elsewhere);
    return one;
  },
};

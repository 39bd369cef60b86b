import { currentEpoch, currentMembers, refusalByRole, type Body, type Uuid } from '@parley/protocol';
import { withChangedIdentity, withoutDevice, type Person } from './people.ts';
import { serverState, startEpoch } from './reader.ts';
import { knowing, teamOf, type People, type Team } from './team.ts';

/** Draws whole numbers from 0 up to below `below`, the same ones for the same seed (mulberry32). */
export type Draw = (below: number) => number;

export function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) % below;
  };
}

export function oneOf<T>(draw: Draw, all: readonly T[]): T {
  const drawn = all[draw(all.length)];
  if (drawn === undefined) throw new Error('there is nothing to draw from');
  return drawn;
}

const STEPS = 12;

/** What honest members of a group do: they write, add, remove, leave, get other roles, devices and keys. */
export async function honestHistory(draw: Draw, people: People): Promise<Team> {
  let team = await teamOf(people);
  for (let i = 0; i < STEPS; i++) team = await honestStep(draw, team);
  return team;
}

async function honestStep(draw: Draw, team: Team): Promise<Team> {
  const writer = oneOf(draw, membersIn(team));
  switch (draw(8)) {
    case 0:
    case 1:
    case 2:
      await say(team, writer);
      return team;
    case 3:
      return rekeyed(team, writer);
    case 4:
      return withoutSpare(team, writer);
    default:
      await change(draw, team, writer);
      return team;
  }
}

/** The members of a log that no server has touched. */
export function membersIn({ log, people }: Team): readonly Person[] {
  const uids = currentMembers(serverState(log));
  return people.filter(({ uid }) => uids.includes(uid));
}

/** Writes a message, under an epoch of its own where there is none that will do. */
export async function say(team: Team, writer: Person): Promise<void> {
  const { log } = team;
  if (currentEpoch(serverState(log)) === undefined) await startEpoch(log, writer, membersIn(team));
  await log.append(writer, { kind: 'message', epoch: serverState(log).epoch?.epoch });
}

async function rekeyed(team: Team, writer: Person): Promise<Team> {
  const now = await withChangedIdentity(writer);
  await team.log.append(now, { kind: 'rekeyed', version: now.followed.log.versions.length });
  return knowing(team, now);
}

/** Revokes a second device, and vouches for that. */
async function withoutSpare(team: Team, writer: Person): Promise<Team> {
  const spare = writer.devices[1]?.id ?? '';
  const isActive = writer.followed.log.devices.get(spare)?.revokedAt === undefined;
  const now = isActive ? await withoutDevice(writer, 1) : writer;
  await say(knowing(team, now), now);
  return knowing(team, now);
}

/** Changes members or rights, if the writer may. */
async function change(draw: Draw, { log, people }: Team, writer: Person): Promise<void> {
  const state = serverState(log);
  const isAlone = currentMembers(state).length === 1;
  const body = oneOf(draw, changesOf(oneOf(draw, people).uid, currentEpoch(state)?.epoch));
  const isLast = body.kind === 'left' && isAlone;
  if (!isLast && refusalByRole(state, writer.uid, body) === undefined) await log.append(writer, body);
}

function changesOf(uid: Uuid, epoch: number | undefined): readonly Body[] {
  return [
    { kind: 'added', members: [uid] },
    { kind: 'added', members: [uid], ...(epoch !== undefined && { epoch }) },
    { kind: 'removed', member: uid },
    { kind: 'left' },
    { kind: 'roleChanged', member: uid, role: 'admin' },
    { kind: 'renamed', name: 'Club' },
  ];
}

import { currentEpoch, currentMembers, isInRosterList, type Entry, type Uuid } from '@parley/protocol';
import { beforeAll, expect, test } from 'vitest';
import { SEEDS } from '../seeds.ts';
import { drawing, honestHistory, membersIn, oneOf } from './honest-history.ts';
import { HISTORIES, READERS } from './lies.ts';
import { newPerson, type Person } from './people.ts';
import { read, serverState, type Reader } from './reader.ts';
import { membersOf, newPeople, rosterOf, type People, type Team } from './team.ts';

const TIMEOUT = SEEDS * 1_000;

let people: People;
let mallory: Person;

beforeAll(async () => {
  people = await newPeople();
  mallory = await newPerson();
});

/** To whom a client seals, and under which epoch it writes. */
interface Sealing {
  readonly to: readonly Uuid[];
  readonly commitment: string | undefined;
}

/** A client that takes the server's word for who is a member and which epoch is in force. */
function credulous({ log }: Team): Sealing {
  const server = serverState(log);
  return { to: currentMembers(server), commitment: currentEpoch(server)?.commitment };
}

function believing({ to, choice }: Reader): Sealing {
  const commitment = choice.kind === 'use' ? choice.epoch.commitment : undefined;
  return { to: to.recipients.map(({ user }) => user), commitment };
}

/** By whom the server can read what a client writes next: an account that is no member, or whoever made an epoch of its own. */
function leaks({ to, commitment }: Sealing, honest: Team): readonly string[] {
  const members = membersIn(honest).map(({ uid }) => uid);
  const isHonest = ({ body }: Entry) => body.kind === 'keys' && body.commitment === commitment;
  const isForged = commitment !== undefined && !honest.log.entries.some(isHonest);
  return [...to.filter((uid) => !members.includes(uid)), ...(isForged ? ['epoch'] : [])];
}

/** Whatever a reader is told about. */
function alarms({ view, epochs, verdicts }: Reader): readonly string[] {
  const said = [...view.roster.refused, ...epochs.refused].map(({ refusal }) => refusal);
  return [...said, ...verdicts.filter((verdict) => verdict !== 'counts')];
}

type Lies = typeof READERS;

/** Runs a lie on the honest history of each seed, one after the other of a list. */
async function eachSeed(lies: Lies, check: (told: Told) => Promise<void>): Promise<void> {
  for (let seed = 0; seed < SEEDS; seed++) {
    const draw = drawing(seed);
    const honest = await honestHistory(draw, people);
    const [name, lie] = oneOf(draw, Object.entries(lies));
    const spoilt = await lie(draw, honest, mallory);
    const known = { ...spoilt, people: [...spoilt.people, mallory] };
    const reader = await read(known, { me: oneOf(draw, membersIn(honest)) });
    // Whatever a server does, the roster list alone makes the same members as the whole log.
    const list = spoilt.log.entries.filter((entry) => isInRosterList(entry));
    expect(await rosterOf(known, {}, list), `seed ${seed}: ${name}`).toEqual(reader.view.roster);
    await check({ seed: `seed ${seed}: ${name}`, honest, spoilt, reader });
  }
}

/** A lie that was told, and what a member makes of it. */
interface Told {
  readonly seed: string;
  readonly honest: Team;
  readonly spoilt: Team;
  readonly reader: Reader;
}

test(
  'an honest history is believed whole',
  async () => {
    const nothing: Lies = { nothing: async (_, team) => team };
    await eachSeed(nothing, async ({ seed, honest, reader }) => {
      expect(alarms(reader), seed).toEqual([]);
      expect(membersOf(reader.view.roster), seed).toEqual(currentMembers(serverState(honest.log)));
      expect(leaks(believing(reader), honest), seed).toEqual([]);
    });
  },
  TIMEOUT,
);

test(
  'a server that wants to read is caught, and only a client without belief lets it',
  async () => {
    await eachSeed(READERS, async ({ seed, honest, spoilt, reader }) => {
      expect(alarms(reader), seed).not.toEqual([]);
      expect(leaks(believing(reader), honest), seed).toEqual([]);
      expect(leaks(credulous(spoilt), honest), seed).not.toEqual([]);
    });
  },
  TIMEOUT,
);

test(
  'a server that tells another history is caught',
  async () => {
    await eachSeed(HISTORIES, async ({ seed, reader }) => {
      expect(alarms(reader), seed).not.toEqual([]);
    });
  },
  TIMEOUT,
);

test(
  'a removal that a restored backup has lost still counts, unless nothing is remembered',
  async () => {
    let forgetting = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const draw = drawing(seed);
      const honest = await honestHistory(draw, people);
      const me = oneOf(draw, membersIn(honest));
      const { floors } = await rosterOf(honest);
      const restored = { ...honest, log: honest.log.upTo(1 + draw(honest.log.head)) };
      const remembering = believing(await read(restored, { me, floors }));
      expect(leaks(remembering, honest), `seed ${seed}`).toEqual([]);
      if (leaks(believing(await read(restored, { me })), honest).length > 0) forgetting++;
    }
    expect(forgetting).toBeGreaterThan(0);
  },
  TIMEOUT,
);

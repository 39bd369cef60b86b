import { ROUTES, type CreateOpenGroup } from '@parley/protocol';
import type { Peer } from '../../peer.ts';
import { newId } from './new-id.ts';
import { OpenTalk } from './open-talk.ts';
import { ParleyMember } from './parley-member.ts';
import { ParleyServer } from './parley-server.ts';
import { ParleyUser } from './parley-user.ts';
import { post } from './post.ts';
import { sealedGroup, sealedPair } from './sealed-talks.ts';
import type { Talk } from './talk.ts';

/** Both run at once. */
const SEALED_PORT = 18_097;

type Members = readonly [ParleyMember, ...ParleyMember[]];

/** Begins a conversation. @returns it as each of the members writes to it, in their order */
type Begin = (server: ParleyServer, members: Members) => Promise<readonly Talk[]>;

/** A complete Parley, and conversations whose messages it can read: groups of two and one of all. */
export async function startOpenParley(): Promise<Peer> {
  return peerOf('Parley, open', await ParleyServer.start(), openGroup, openGroup);
}

/** A complete Parley, and what its clients seal: direct conversations and a group of all. */
export async function startSealedParley(): Promise<Peer> {
  const pair: Begin = async (_, [one, other]) => sealedPair(one, other ?? one);
  const room: Begin = ({ http }, members) => sealedGroup(http, members);
  return peerOf('Parley, sealed', await ParleyServer.start(SEALED_PORT), pair, room);
}

function peerOf(name: string, parley: ParleyServer, pair: Begin, room: Begin): Peer {
  return {
    name,
    server: parley.process,
    connect: async (users) => {
      const members = await registered(parley, users);
      const rooms = await room(parley, members);
      const pairs = await Promise.all(inPairs(members).map((two) => pair(parley, two)));
      return members.map((member, i) => {
        const [partner, all] = [pairs[i >> 1]?.[i & 1], rooms[i]];
        if (partner === undefined || all === undefined)
          throw new Error('a user is in a pair and in the room');
        return new ParleyUser(member, partner, all);
      });
    },
    stop: () => parley.stop(),
  };
}

async function registered(parley: ParleyServer, users: number): Promise<Members> {
  const first = await ParleyMember.register(parley, 'bench_0');
  const others: ParleyMember[] = [];
  for (let i = 1; i < users; i++) others.push(await ParleyMember.register(parley, `bench_${i}`));
  return [first, ...others];
}

function inPairs(members: Members): readonly Members[] {
  return members.flatMap((one, i) => {
    const other = members[i + 1];
    return i % 2 === 0 && other !== undefined ? [[one, other] as const] : [];
  });
}

async function openGroup({ http }: ParleyServer, members: Members): Promise<readonly Talk[]> {
  const [owner, ...others] = members;
  const conversation = crypto.randomUUID();
  const body: CreateOpenGroup = {
    ...{ conversation, id: newId(), name: 'Bench', history: 'fromJoin' },
    members: others.map(({ account }) => account.uid),
  };
  await post(http, ROUTES.createGroup.path, body, owner.account.token);
  return members.map(() => new OpenTalk(conversation));
}

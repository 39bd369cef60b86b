import { hash } from 'node:crypto';
import {
  DirectEpochCrypto,
  newEpochKey,
  sealEpoch,
  sealStatement,
  type EpochKey,
  type SealingAccount,
} from '@parley/client/testing';
import {
  bytesOf,
  CHAIN_START,
  directConversationId,
  Entry,
  ROSTER_START,
  ROUTES,
  type CreateGroup,
  type CreateOpenGroup,
} from '@parley/protocol';
import { targetOfAccount } from '../../sealing/target-of-account.ts';
import { newId } from './new-id.ts';
import type { ParleyMember } from './parley-member.ts';
import { post } from './post.ts';
import { outgoing, SealedTalk, type Addressee } from './sealed-talk.ts';

/** The place of a list of members that nobody has changed: the entry that made the conversation. */
const FIRST_ROSTER = 1;

type SealedCreation = Exclude<CreateGroup, CreateOpenGroup>;

const EMPTY = { seq: 0, chain: CHAIN_START };
const epochCrypto = new DirectEpochCrypto();

/** Begins the direct conversation of two. @returns it as the one and as the other writes to it */
export async function sealedPair(one: ParleyMember, other: ParleyMember): Promise<readonly SealedTalk[]> {
  const [{ uid }, { uid: peer }] = [one.account, other.account];
  const conversation = directConversationId((bytes) => hash('sha256', bytes, 'buffer'), uid, peer);
  const { key, last } = await startEpoch(one, { conversation, peer }, EMPTY, [one, other]);
  return [
    new SealedTalk({ conversation, peer }, one.account.sealing, key, last),
    new SealedTalk({ conversation, peer: uid }, other.account.sealing, key, last),
  ];
}

/** Creates a group. @returns it as each of them writes to it, in their order */
export async function sealedGroup(
  http: string,
  members: readonly [ParleyMember, ...ParleyMember[]],
): Promise<readonly SealedTalk[]> {
  const [owner] = members;
  const request = await creation(owner, members);
  const created = await post(http, ROUTES.createGroup.path, request, owner.account.token);
  const { conversation } = request;
  const { key, last } = await startEpoch(owner, { conversation }, Entry.parse(await created.json()), members);
  return members.map(({ account }) => new SealedTalk({ conversation }, account.sealing, key, last));
}

async function creation(owner: ParleyMember, members: readonly ParleyMember[]): Promise<SealedCreation> {
  const conversation = crypto.randomUUID();
  const body: SealedCreation['body'] = {
    kind: 'created',
    ...{ type: 'group', name: 'Bench', visibility: 'private', protection: 'sealed', history: 'fromJoin' },
    members: members.map((one) => ({ uid: one.account.uid, role: one === owner ? 'owner' : 'member' })),
  };
  const view = { place: placeAt(conversation, EMPTY), rosterHash: ROSTER_START };
  const signed = await sealStatement(writer(owner.account.sealing), view, { id: newId(), body });
  return { conversation, ...signed };
}

interface StartedEpoch {
  readonly key: EpochKey;
  /** The last entry with its keys. */
  readonly last: Entry;
}

/** Draws the key of the first epoch and hands it to all. No reader is there who judges it, so that the list of members needs no hash. */
async function startEpoch(
  starter: ParleyMember,
  to: Addressee,
  newest: Pick<Entry, 'seq' | 'chain'>,
  members: readonly ParleyMember[],
): Promise<StartedEpoch> {
  const { conversation } = to;
  const key = newEpochKey(conversation, 1);
  const targets = members
    .map(({ account }) => targetOfAccount(account.sealing))
    .sort((a, b) => (a.user < b.user ? -1 : 1));
  const view = { place: placeAt(conversation, newest), rosterHash: ROSTER_START };
  const sealing = { crypto: epochCrypto, newId };
  const epoch = { roster: FIRST_ROSTER, key };
  let last: Entry | undefined;
  for (const part of await sealEpoch(sealing, writer(starter.account.sealing), view, epoch, targets))
    last = await starter.say(outgoing(to, part));
  if (last === undefined) throw new Error('an epoch has a part');
  return { key, last };
}

function placeAt(conversation: string, { seq, chain }: Pick<Entry, 'seq' | 'chain'>) {
  return { conversation, seq, chain: bytesOf(chain) };
}

function writer(account: SealingAccount) {
  return { account, time: Date.now() };
}

import {
  Body,
  bytesOf,
  currentMembers,
  isInRosterList,
  ROSTER_START,
  rosterHashAfter,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import { sha256 } from '@parley/backend/domain/sha256.ts';
import {
  DirectEpochCrypto,
  newEpochKey,
  sealEpoch,
  sealStatement,
  targetOf,
  type OwnAccount,
  type SealingAccount,
} from '@parley/client/testing';
import type { SimulatedAccount } from '../client/simulated-account.ts';
import type { Holder } from '../scenario/reaches.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import type { Cluster } from './cluster.ts';

export interface LiarDeps {
  readonly cluster: Cluster;
  readonly random: SeededRandom;
  /** Honest people. */
  readonly accounts: readonly SimulatedAccount[];
  /** An account that the server has made for itself. */
  readonly own: SimulatedAccount;
  readonly group: Uuid;
  readonly now: () => number;
}

/** With which keys something is signed. */
type Signer = Pick<SealingAccount, 'device' | 'deviceKey' | 'keyLog' | 'seeds'>;

/** Whoever runs the servers, and wants to read. */
export class Liar {
  readonly deps: LiarDeps;
  readonly #made: Holder['held'][number][] = [];

  constructor(deps: LiarDeps) {
    this.deps = deps;
  }

  /** All the keys that it has made itself. */
  holders(): readonly Holder[] {
    const { own } = this.deps;
    const { followed, vault } = own.own;
    const account = { keyLog: followed.log, seeds: vault.encryptionSeeds };
    return [{ name: 'the server', uid: own.uid, account, held: this.#made }];
  }

  async state(): Promise<ConversationState> {
    const state = await this.deps.cluster.store.state(this.deps.group);
    if (state === undefined) throw new Error('the group exists from the start');
    return state;
  }

  /** The uid of an honest person: the one who may do most, or one who may do nothing any more where all have left. */
  async owner(): Promise<Uuid> {
    const state = await this.state();
    const honest = this.deps.accounts.map(({ uid }) => uid);
    const members = currentMembers(state).filter((uid) => honest.includes(uid));
    const owner = members.find((uid) => state.members[uid]?.role === 'owner') ?? members[0] ?? honest[0];
    if (owner === undefined) throw new Error('there are honest people');
    return owner;
  }

  /** Stores an entry as if somebody had sent it, without any signature. */
  plain(sender: Uuid, body: Body): Promise<void> {
    return this.#store({ sender, id: this.deps.random.uuid(), body });
  }

  /** The same with a signature. */
  async signed(sender: Uuid, body: Body, by: Signer): Promise<void> {
    const id = this.deps.random.uuid();
    const writer = { account: by, time: this.deps.now() };
    const command = await sealStatement(writer, await this.#view(), { id, body });
    await this.#store({ sender, ...command });
  }

  /** Starts an epoch whose key it knows, for all members. */
  async epoch(sender: Uuid, by: Signer): Promise<void> {
    const { random, group, accounts, own } = this.deps;
    const state = await this.state();
    const key = newEpochKey(group, (state.epoch?.epoch ?? 0) + 1);
    this.#made.push({ conversation: group, epoch: key.epoch, key: key.key });
    const members = [...accounts, own].filter(({ uid }) => currentMembers(state).includes(uid));
    const targets = members.map(({ uid: user, own: { followed } }) => {
      const { versions } = followed.log;
      return targetOf({ user, keyVersion: versions.length, publicKey: versions.at(-1)?.encryptionKey ?? '' });
    });
    const sealing = { crypto: new DirectEpochCrypto(), newId: () => random.uuid() };
    const writer = { account: by, time: this.deps.now() };
    const rising = targets.toSorted((a, b) => (a.user < b.user ? -1 : 1));
    const epoch = { roster: state.roster ?? 0, key };
    for (const part of await sealEpoch(sealing, writer, await this.#view(), epoch, rising))
      await this.#store({ sender, ...part });
  }

  /** Its own account, on its own device. */
  ownSigner(): Signer {
    return signerOf(this.deps.own, 0);
  }

  /** In somebody's name, with a device key of its own. */
  inTheNameOf(uid: Uuid): Signer {
    const named = this.accountOf(uid);
    return { ...this.ownSigner(), keyLog: named.own.followed.log };
  }

  accountOf(uid: Uuid): SimulatedAccount {
    const account = this.deps.accounts.find((one) => one.uid === uid);
    if (account === undefined) throw new Error(`${uid} is nobody's`);
    return account;
  }

  /** Stores what somebody wrote for another log. */
  async carry({ sender, id, body, payload }: Entry): Promise<void> {
    const stored = await this.deps.cluster.store.find(this.deps.group, sender, id);
    const plain = payload !== undefined && 'bytes' in payload ? payload : undefined;
    if (stored === undefined)
      await this.#store({ sender, id, body: Body.parse(body), ...(plain && { payload: plain }) });
  }

  async #store(said: Pick<Parameters<Cluster['store']['append']>[0], 'sender' | 'id' | 'body' | 'payload'>) {
    const { cluster, group, now } = this.deps;
    await cluster.store.append(cluster.wiretap.forge({ conversation: group, ...said }), now());
  }

  /** As an honest device would see the log. */
  async #view() {
    const { head: seq, chain } = await this.state();
    const entries = await this.deps.cluster.store.entries(this.deps.group, 1, seq);
    const rosterHash = entries
      .filter((entry) => isInRosterList(entry))
      .reduce((before, entry) => rosterHashAfter(sha256, before, entry), ROSTER_START);
    return { place: { conversation: this.deps.group, seq, chain: bytesOf(chain) }, rosterHash };
  }
}

/** What one of an account's devices signs with. */
export function signerOf(
  { devices, own }: { readonly devices: SimulatedAccount['devices']; readonly own: OwnAccount },
  at: number,
): Signer {
  const device = devices[at];
  if (device === undefined) throw new Error(`there is no device ${at}`);
  const { followed, vault } = own;
  return {
    device: device.device,
    deviceKey: device.deviceKey,
    keyLog: followed.log,
    seeds: vault.encryptionSeeds,
  };
}

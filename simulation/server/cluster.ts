import { NO_AUDIT_PROOF } from '@parley/backend/domain/audit/audit-proof.ts';
import { NO_BACKUPS } from '@parley/backend/domain/backups/no-backups.ts';
import { openAnnouncements } from '@parley/backend/domain/conversations/open-announcements.ts';
import { publishTo } from '@parley/backend/domain/publish-to.ts';
import type { Context } from '@parley/backend/domain/context.ts';
import type { BusMessage } from '@parley/backend/realtime/nodes/bus-message.ts';
import { MutedPeople } from '@parley/backend/domain/moderation/muted-people.ts';
import { LiveSettings } from '@parley/backend/domain/settings/live-settings.ts';
import { ChallengeCodec } from '@parley/backend/domain/passwords/challenge-codec.ts';
import { MemoryRoomDirectory } from '../../backend/src/store/memory/memory-room-directory.ts';
import { MemorySearchStore } from '../../backend/src/store/memory/memory-search-store.ts';
import { LoginAttempts } from '@parley/backend/security/limits/login-attempts.ts';
import { RoomAttempts } from '@parley/backend/security/limits/room-attempts.ts';
import type { Clock } from '@parley/client';
import { encodeContent, type Entry, type SignedKeyLogEntry, type User, type Uuid } from '@parley/protocol';
import type { SimulatedAccount } from '../client/simulated-account.ts';
import type { SimulatedPassword } from '../client/simulated-password.ts';
import type { Network } from '../network/network.ts';
import type { History } from '../world/history.ts';
import { Process } from '../world/process.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { takingTime } from '../world/taking-time.ts';
import { FIXED_SETTINGS } from './fixed-settings.ts';
import { Node } from './node.ts';
import { RecordingStore } from './recording-store.ts';
import { RestorableAccounts } from './restorable-accounts.ts';
import { SimulatedBus } from './simulated-bus.ts';
import { UID_TOKENS } from './uid-tokens.ts';
import { Wiretap } from './wiretap.ts';

/** Changes an answer over HTTP. @param asked the body of the request */
type Lie = (path: string, body: unknown, asked: unknown, uid: Uuid) => unknown;

interface Branch {
  readonly store: RecordingStore;
  readonly heads: ReadonlyMap<Uuid, number>;
  readonly uids: readonly Uuid[];
  /** What becomes of what was said in it. */
  readonly merge: (entries: readonly Entry[]) => Promise<void>;
}

export interface ClusterDeps {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly network: Network;
  readonly history: History;
  readonly nodes: number;
  /** The probability that a node does not hear of what another stored. */
  readonly ringLoss: number;
}

/** From which passwords are proved. */
export const ORIGIN = 'https://simulated.example';
const CHALLENGES = new ChallengeCodec(['simulated']);
const PROOF_MS = 60_000;
/** Accounts of a simulation log in by their uid; their passwords are not used where nothing is sealed. */
const CREDENTIAL = {
  kdf: { name: 'argon2id', salt: '', memoryKiB: 65_536, iterations: 3, parallelism: 1 },
  publicKey: '',
} as const;
const NODE_DELAY_MS = 8;
/** The node that shows another history, if there is one. */
const BRANCH_NODE = 1;
/** Every backup contains the run's first group: if the server does not know a group, the client takes it for deleted. */
const OLDEST_BACKUP = 1;

/** The servers of a run: one database, and nodes that come and go. */
export class Cluster {
  readonly wiretap = new Wiretap();
  store = new RecordingStore(this.wiretap);
  readonly #deps: ClusterDeps;
  readonly #random: SeededRandom;
  readonly #accounts = new RestorableAccounts(() => this.store.age);
  readonly #nodes: (Node | undefined)[];
  /** Another history than that of `store`, and who is shown it. */
  #branch: Branch | undefined;
  /** What is shown in place of an answer. */
  lie: Lie = (_, body) => body;
  #users: readonly User[] = [];
  #ringLoss: number;

  constructor(deps: ClusterDeps) {
    this.#deps = deps;
    this.#random = deps.random;
    this.#ringLoss = deps.ringLoss;
    this.#nodes = Array.from({ length: deps.nodes }, () => undefined);
  }

  /** Those who were registered first. */
  get users(): readonly User[] {
    return this.#users;
  }

  async register(users: readonly User[], accounts: readonly SimulatedAccount[] = []): Promise<void> {
    this.#users = [...this.#users, ...users];
    for (const user of users) {
      const { uid } = user;
      const keys = accounts.find((account) => account.uid === uid);
      const { stored, devices = [] } = keys ?? {};
      const credential = keys?.password.credential ?? CREDENTIAL;
      await this.#accounts.stores.users.create({ user, credential, createdAt: 0 }, undefined, stored);
      for (const id of keys === undefined ? [uid] : devices.map(({ device }) => device))
        await this.logIn(uid, id);
    }
  }

  /** A session for a device, whose password was proved. */
  async logIn(uid: Uuid, device: Uuid): Promise<void> {
    const now = this.#deps.clock.now();
    const times = { createdAt: now, lastSeenAt: now, expiresAt: UID_TOKENS.endOfTime };
    await this.#accounts.stores.sessions.create({
      sid: device,
      uid,
      device: { id: device, name: 'simulated' },
      ...times,
    });
  }

  keyLog(uid: Uuid): Promise<readonly SignedKeyLogEntry[]> {
    return this.#accounts.stores.keys.entries(uid, 0);
  }

  /** An administrator gives somebody another password, which ends all their sessions. */
  async setPassword(uid: Uuid, { credential }: Pick<SimulatedPassword, 'credential'>): Promise<void> {
    await this.#accounts.stores.users.setCredential(uid, credential);
    await this.#accounts.stores.sessions.endSome(uid, { kind: 'others', except: uid });
  }

  /** What a user signs to prove their password again. */
  challenge(username: string): { readonly challenge: string; readonly expiresAt: number } {
    const expiresAt = this.#deps.clock.now() + PROOF_MS;
    return { challenge: CHALLENGES.issue({ subject: username, expiresAt }, this.#random), expiresAt };
  }

  /** What each server does when it starts for the first time. */
  async openAnnouncements(): Promise<void> {
    const { clock } = this.#deps;
    await openAnnouncements({
      conversations: this.store,
      publisher: publishTo([], () => undefined),
      clock: () => clock.now(),
    });
  }

  /** A crowd writes at once, past all limits. The nodes find it in the database. */
  async flood(conversation: Uuid, sender: Uuid, messages: number): Promise<void> {
    this.#deps.history.note('a crowd', `writes ${messages} messages`);
    for (let i = 0; i < messages; i++) {
      const payload = encodeContent({ type: 'text', text: `flood ${i} at ${this.#deps.clock.now()}` });
      const command = {
        conversation,
        sender,
        id: this.#random.uuid(),
        body: { kind: 'message' },
        payload,
      } as const;
      await this.store.append(command, this.#deps.clock.now());
    }
  }

  /** Starts every stopped node. */
  start(): void {
    this.#nodes.forEach((node, index) => {
      if (node?.process.alive !== true) this.#nodes[index] = this.#newNode(index);
    });
  }

  /** `kill -9` of one node, which comes back after a while. */
  crash(downFor: number): void {
    this.#random.pick(this.#nodes)?.kill();
    this.#deps.clock.setTimeout(() => this.start(), downFor);
  }

  /** The operator replaces the database by a backup. */
  async restore(): Promise<void> {
    const { history } = this.#deps;
    const age = this.#random.int(OLDEST_BACKUP, this.store.age);
    const backup = await this.store.backup(age, this.#random.uuid());
    for (const node of this.#nodes) node?.kill();
    this.store = backup;
    await this.#accounts.restore(age);
    history.note('operator', `restores a backup of ${this.store.age} changes`);
    const logs = await backup.logs();
    const chains = new Set(logs.flatMap(({ entries }) => entries.map(({ chain }) => chain)));
    history.restored(({ chain }) => chains.has(chain));
    this.start();
  }

  /** From now on some people are shown another history than the others. @param merge what becomes of it in the end */
  async fork(uids: readonly Uuid[], merge: Branch['merge'] = async () => undefined): Promise<void> {
    if (this.#branch !== undefined) return;
    const { store } = this;
    const heads = new Map((await store.logs()).map(({ state }) => [state.conversation, state.head]));
    this.#branch = { store: await store.backup(store.age, this.#random.uuid()), heads, uids, merge };
    this.#deps.history.note('operator', `shows ${uids.join()} another history`);
    this.#restart();
  }

  /** From now on every node hears of everything, and there is one history. */
  async clearUp(): Promise<void> {
    this.#ringLoss = 0;
    const branch = this.#branch;
    this.#branch = undefined;
    if (branch !== undefined) {
      this.#restart();
      const logs = await branch.store.logs();
      await branch.merge(
        logs.flatMap(({ entries, state }) => entries.slice(branch.heads.get(state.conversation) ?? 0)),
      );
    }
    this.start();
  }

  #restart(): void {
    for (const node of this.#nodes) node?.kill();
    this.start();
  }

  node(): Node | undefined {
    const running = this.#nodes.filter((node) => node?.listening === true);
    return running.length === 0 ? undefined : this.#random.pick(running);
  }

  knows(uid: Uuid): Promise<readonly Uuid[]> {
    return this.store.conversationsOf(uid);
  }

  #newNode(index: number): Node {
    const { clock, history, network } = this.#deps;
    const process = new Process(clock);
    const name = `node ${index + 1}`;
    history.note(name, 'starts');
    const bus = new SimulatedBus(this.#random.uuid(), process, (from, message) => this.#carry(from, message));
    const branch = index === BRANCH_NODE ? this.#branch : undefined;
    const base = this.#base(process, branch?.store ?? this.store);
    const lie: Lie = (...answer) => this.lie(...answer);
    const node = new Node({ name, bus, history, base, lie, serves: (uid) => this.#serves(index, uid) });
    network.listen(node);
    return node;
  }

  /** Who is shown another history reaches one node only, and nobody else does. */
  #serves(index: number, uid: Uuid): boolean {
    return this.#branch === undefined || this.#branch.uids.includes(uid) === (index === BRANCH_NODE);
  }

  #base(
    process: Process,
    store: RecordingStore,
  ): Omit<Context, 'publisher' | 'onlineUsers' | 'clock' | 'report'> {
    const pace = { process, random: this.#random, upTo: NODE_DELAY_MS };
    return {
      ...this.#accounts.stores,
      conversations: takingTime(store, pace),
      search: new MemorySearchStore(store),
      rooms: new MemoryRoomDirectory(store),
      random: this.#random,
      tokens: UID_TOKENS,
      attempts: new LoginAttempts(() => process.now()),
      roomAttempts: new RoomAttempts(() => process.now()),
      backups: NO_BACKUPS,
      liveSettings: new LiveSettings(FIXED_SETTINGS, this.#accounts.stores.settings),
      mutedPeople: new MutedPeople(this.#accounts.stores.reports, () => process.now()),
      auditProof: NO_AUDIT_PROOF,
      rules: {
        registration: 'closed',
        roomCreation: 'everyone',
        origins: [ORIGIN],
        challenges: CHALLENGES,
        saltSecret: '',
        sealing: true,
        keysRequired: false,
      },
    };
  }

  /** A message that its sender could not send before it was killed is lost. */
  #carry(from: SimulatedBus, message: BusMessage): void {
    if (this.#branch !== undefined) return;
    from.process.setTimeout(
      () => {
        for (const node of this.#nodes)
          if (node !== undefined && node.bus !== from && !this.#random.chance(this.#ringLoss))
            this.#arrive(node, message, from.node);
      },
      this.#random.int(0, NODE_DELAY_MS),
    );
  }

  #arrive({ bus, process }: Node, message: BusMessage, from: Uuid): void {
    process.setTimeout(() => bus.hear(message, from), this.#random.int(0, NODE_DELAY_MS));
  }
}

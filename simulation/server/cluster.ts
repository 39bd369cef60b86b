import { createMemoryStores } from '@parley/backend/memory';
import type { Clock } from '@parley/client';
import type { User, Uuid } from '@parley/protocol';
import type { Network } from '../network/network.ts';
import type { History } from '../world/history.ts';
import { Process } from '../world/process.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { takingTime } from '../world/taking-time.ts';
import type { Ring } from './doorbell.ts';
import { Node } from './node.ts';
import { RecordingStore } from './recording-store.ts';

export interface ClusterDeps {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly network: Network;
  readonly history: History;
  readonly nodes: number;
  /** The probability that a node does not hear of what another stored. */
  readonly ringLoss: number;
}

/** Accounts of a simulation log in by their uid; their keys are not used. */
const CREDENTIAL = {
  kdf: { name: 'argon2id', salt: '', memoryKiB: 65_536, iterations: 3, parallelism: 1 },
  publicKey: '',
} as const;
const NODE_DELAY_MS = 8;
/** Every backup contains the run's first group: if the server does not know a group, the client takes it for deleted. */
const OLDEST_BACKUP = 1;

/** The servers of a run: one database, and nodes that come and go. */
export class Cluster {
  store = new RecordingStore();
  readonly #deps: ClusterDeps;
  readonly #random: SeededRandom;
  readonly #others = createMemoryStores();
  readonly #nodes: (Node | undefined)[];
  #ringLoss: number;

  constructor(deps: ClusterDeps) {
    this.#deps = deps;
    this.#random = deps.random;
    this.#ringLoss = deps.ringLoss;
    this.#nodes = Array.from({ length: deps.nodes }, () => undefined);
  }

  async register(users: readonly User[]): Promise<void> {
    for (const user of users) await this.#others.users.create({ user, credential: CREDENTIAL, createdAt: 0 });
  }

  /** Starts every stopped node. */
  start(): void {
    this.#nodes.forEach((node, index) => {
      if (node?.listening !== true) this.#nodes[index] = this.#newNode(index);
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
    history.note('operator', `restores a backup of ${this.store.age} changes`);
    const logs = await backup.logs();
    const chains = new Set(logs.flatMap(({ entries }) => entries.map(({ chain }) => chain)));
    history.restored(({ chain }) => chains.has(chain));
    this.start();
  }

  /** From now on every node hears of everything. */
  clearUp(): void {
    this.#ringLoss = 0;
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
    const pace = { process, random: this.#random, upTo: NODE_DELAY_MS };
    const { users, audit } = this.#others;
    const stores = { users, audit, conversations: takingTime(this.store, pace) };
    const name = `node ${index + 1}`;
    history.note(name, 'starts');
    const node = new Node({ name, process, history, stores, ring: (ring) => this.#ring(process, ring) });
    network.listen(node);
    return node;
  }

  /** A process killed before its turn has announced nothing. */
  #ring(from: Process, ring: Ring): void {
    from.setTimeout(
      () => {
        for (const node of this.#nodes) if (!this.#random.chance(this.#ringLoss)) this.#hear(node, ring);
      },
      this.#random.int(0, NODE_DELAY_MS),
    );
  }

  #hear(node: Node | undefined, ring: Ring): void {
    node?.process.setTimeout(() => void node.heard(ring), this.#random.int(0, NODE_DELAY_MS));
  }
}

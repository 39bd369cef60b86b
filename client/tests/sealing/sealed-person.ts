import {
  bytesOf,
  CHAIN_START,
  ParleyError,
  type Content,
  type Entry,
  type KeyLogEntry,
  type MessageBody,
  type Uuid,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { newAccount } from '../../src/crypto/account/new-account.ts';
import { generateDeviceKey } from '../../src/crypto/envelopes/device-key.ts';
import { DirectEpochCrypto } from '../../src/crypto/epochs/direct-epoch-crypto.ts';
import { publicKeyOf } from '../../src/crypto/ed25519.ts';
import { extendKeyLog } from '../../src/crypto/key-log/extend-key-log.ts';
import { after, followKeyLog, unknownKeyLog } from '../../src/crypto/key-log/follow-key-log.ts';
import { plainPayloads } from '../../src/link/opening/plain-payloads.ts';
import type { OutboxItem } from '../../src/model/outbox-item.ts';
import type { SealingAccount } from '../../src/model/sealing/sealing-account.ts';
import type { SealingAlarm } from '../../src/model/sealing/sealing-alarm.ts';
import type { SenderKeys } from '../../src/model/keys/sender-keys.ts';
import { NO_TRACES } from '../../src/model/sealing/window-traces.ts';
import { prepared } from '../../src/link/outbox/item-changes.ts';
import type { EpochKey, EpochKeyKeeper } from '../../src/ports/sealing/epoch-key-keeper.ts';
import type { RosterPlace } from '../../src/ports/sealing/held-logs.ts';
import { BelievedLogs } from '../../src/sealing/believed-logs.ts';
import { ViewedLogs } from '../../src/sealing/writing/viewed-logs.ts';
import { EntrySealer } from '../../src/sealing/writing/entry-sealer.ts';
import { EpochKeys } from '../../src/sealing/epochs/epoch-keys.ts';
import { sendersIn } from '../../src/sealing/held/held-windows.ts';
import { ReadyEpochs } from '../../src/sealing/epochs/ready-epochs.ts';
import { SealedGroups } from '../../src/sealing/groups/sealed-groups.ts';
import type { SealingMemory } from '../../src/model/sealing/kept-roster.ts';
import type { OpenedEntry } from '../../src/model/opened-entry.ts';
import { SealedOpener } from '../../src/sealing/sealed-opener.ts';
import type { SealingDeps } from '../../src/sealing/sealing-deps.ts';
import type { FakeClock } from '../../src/platform/fake-clock.ts';
import type { SealedServer } from './sealed-server.ts';

const kdf = {
  name: 'argon2id',
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  memoryKiB: 65_536,
  iterations: 3,
  parallelism: 1,
} as const;

/** Everyone's key logs, as everyone has checked them. */
export type Directory = Map<Uuid, SenderKeys>;

class MemoryEpochKeys implements EpochKeyKeeper {
  readonly #keys = new Map<Uuid, readonly EpochKey[]>();
  reads = 0;

  async keep(conversation: Uuid, keys: readonly EpochKey[]): Promise<void> {
    const known = this.#keys.get(conversation) ?? [];
    const isNew = (key: EpochKey) => known.every(({ commitment }) => commitment !== key.commitment);
    const all = [...known, ...keys.filter(isNew)];
    this.#keys.set(
      conversation,
      all.sort((a, b) => a.epoch - b.epoch),
    );
  }

  async of(conversation: Uuid): Promise<readonly EpochKey[]> {
    this.reads++;
    return this.#keys.get(conversation) ?? [];
  }
}

/** A person with one device, as far as they have read the logs. */
export class SealedPerson {
  readonly uid: Uuid;
  readonly account: SealingAccount;
  readonly keeper = new MemoryEpochKeys();
  readonly crypto = new DirectEpochCrypto();
  readonly alarms: SealingAlarm[] = [];
  /** How far each log is held; without a number, as far as it goes. */
  readonly stops = new Map<Uuid, number>();
  /** Up to where lists of members were asked for. */
  readonly prepared: RosterPlace[] = [];
  /** What others do while the server is asked for key logs, one call after the other. */
  readonly meanwhile: (() => Promise<unknown>)[] = [];
  readonly deps: SealingDeps;
  readonly logs: BelievedLogs;
  /** The same as they see it who write. */
  readonly views: ViewedLogs;
  readonly keys: EpochKeys;
  readonly sealer: EntrySealer;
  readonly opener: SealedOpener;
  readonly groups: SealedGroups;
  readonly #server: SealedServer;
  readonly #directory: Directory;
  #known: Directory;
  #memory: SealingMemory = { floors: {} };
  #ids = 0;

  constructor(account: SealingAccount, server: SealedServer, directory: Directory, clock: FakeClock) {
    this.account = account;
    this.uid = account.keyLog.uid;
    this.#server = server;
    this.#directory = directory;
    this.#known = directory;
    this.logs = new BelievedLogs({
      me: this.uid,
      keeper: this.keeper,
      keyLogs: () => this.#known,
      removed: () => new Set(),
      refresh: (users) => this.#refresh(users),
      readTo: async () => undefined,
      held: {
        of: async (conversation) => this.#held(conversation),
        keys: async (wanted) => server.keys(this.uid, wanted),
        prepare: async (places) => void this.prepared.push(...places),
        meet: async (conversation) => this.#held(conversation),
        checkOpen: () => undefined,
        catchUp: async (conversation) => void this.stops.delete(conversation),
        remember: async (_, change) => void (this.#memory = change(this.#memory)),
        onChange: (listener) => {
          server.listeners.add(listener);
          return () => server.listeners.delete(listener);
        },
      },
    });
    this.views = new ViewedLogs(this.uid, this.logs);
    const common = {
      crypto: this.crypto,
      account: () => account,
      alarm: (a: SealingAlarm) => this.alarms.push(a),
    };
    this.keys = new EpochKeys({ ...common, keeper: this.keeper, logs: this.logs });
    const random = { uuid: () => this.newId(), number: () => 0.5, bytes: (n: number) => new Uint8Array(n) };
    const sender: SealingDeps['sender'] = {
      append: async ({ conversation }, command) => server.append(this.uid, conversation, command),
    };
    this.deps = { ...common, logs: this.views, keys: this.keys, sender, clock, random };
    const epochs = new ReadyEpochs(this.deps);
    this.sealer = new EntrySealer(this.deps, plainPayloads, epochs);
    const people = {
      keyLogs: () => this.#known,
      refresh: (users: readonly Uuid[]) => this.#refresh(users),
      nameOf: (uid: Uuid) => `Person ${Number(uid.slice(0, 8))}`,
    };
    const writing = { me: this.uid, takeOutbox: async () => undefined };
    this.groups = new SealedGroups({ ...this.deps, ...people, ...writing }, epochs);
    this.opener = new SealedOpener({ logs: this.logs, keys: this.keys, rest: async () => undefined });
  }

  /** From now on they know no key logs but those of some people, and those that they ask for. */
  knowsOnly(people: readonly SealedPerson[]): void {
    const uids = new Set(people.map(({ uid }) => uid));
    this.#known = new Map([...this.#directory].filter(([uid]) => uids.has(uid)));
  }

  newId(): Uuid {
    return `${this.uid.slice(0, 8)}-1000-4000-8000-${String(++this.#ids).padStart(12, '0')}`;
  }

  /** Sends as the outbox does: refused bytes are made anew. @returns the entry */
  async send(conversation: Uuid, content: Content, body: MessageBody = { kind: 'message' }): Promise<Entry> {
    const task = { kind: 'append', body, content } as const;
    const id = this.newId();
    let item: OutboxItem = {
      ...{ conversation, id, time: 1, task, key: 1, emitted: false, closes: 0, state: { kind: 'waiting' } },
    };
    for (;;) {
      const sealed =
        item.payload === undefined ? await this.sealer.seal({ ...item, body, content }) : undefined;
      item = prepared(item, sealed);
      if (item.task.kind !== 'append' || item.payload === undefined) throw new Error('nothing to send');
      try {
        return this.#server.append(this.uid, conversation, {
          id,
          body: item.task.body,
          payload: item.payload,
        });
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        const remake = await this.sealer.remake(item, error);
        if (remake === undefined) throw error;
        item = remake(item);
      }
    }
  }

  say(conversation: Uuid, text: string): Promise<Entry> {
    return this.send(conversation, { type: 'text', text });
  }

  /** What each message, edit and reaction says, from an entry on. */
  async opened(conversation: Uuid, from = 1): Promise<readonly OpenedEntry[]> {
    const log = this.#server.page(conversation, Number.POSITIVE_INFINITY);
    const said = log.filter(({ seq, body }) => seq >= from && isSaid(body.kind));
    return this.opener.openAll(said);
  }

  /** What is made of an entry when it comes. */
  async verdictOn(entry: Entry): Promise<string> {
    return (await this.opener.openAll([entry])).map(wordOf).join();
  }

  /** The texts, or why there is none. */
  async read(conversation: Uuid, from = 1): Promise<readonly string[]> {
    return (await this.opened(conversation, from)).map(wordOf);
  }

  async #refresh(users: readonly Uuid[]): Promise<void> {
    const answer = users.flatMap((uid) => {
      const keys = this.#directory.get(uid);
      return keys === undefined ? [] : ([[uid, keys]] as const);
    });
    await this.meanwhile.shift()?.();
    for (const [uid, keys] of answer) this.#known.set(uid, keys);
  }

  #held(conversation: Uuid) {
    const log = this.#server.page(conversation, this.stops.get(conversation) ?? Number.POSITIVE_INFINITY);
    const last = log.at(-1);
    const state = this.#server.state(conversation, last?.seq ?? 0);
    return {
      head: { seq: last?.seq ?? 0, chain: last?.chain ?? CHAIN_START },
      chain: (seq: number) => log[seq - 1]?.chain,
      senders: new Map(sendersIn(log)),
      entries: log.filter(({ body }) => !isSaid(body.kind)),
      ...{ listedTo: last?.seq ?? 0, memory: this.#memory },
      traces: NO_TRACES,
      server: { roster: state?.roster, epoch: state?.epoch },
      pair: this.#server.directs.get(conversation),
      history: state?.history === 'all' ? ('all' as const) : ('fromJoin' as const),
    };
  }
}

function isSaid(kind: string): boolean {
  return kind === 'message' || kind === 'edit' || kind === 'reaction';
}

function wordOf(opened: OpenedEntry): string {
  switch (opened.kind) {
    case 'content':
      return opened.content.type === 'text' ? opened.content.text : opened.content.emoji;
    case 'refused':
    case 'broken':
      return `${opened.kind}: ${opened.refusal}`;
    case 'counts':
    case 'noKey':
    case 'unjudged':
    case 'unreadable':
      return opened.kind;
  }
}

type NewKeys = ReturnType<typeof makeAccount>;
const accounts = new Map<number, NewKeys>();

/** The keys of an account, the same in all tests of a file: making them takes a while. @param n tells people apart */
export function sealingAccount(n: number): NewKeys {
  const made = accounts.get(n) ?? makeAccount(n);
  accounts.set(n, made);
  return made;
}

/** The same after "lost or stolen", by which no device was revoked. Nobody seals to its new key. */
export async function rekeyedAccount(n: number): Promise<Pick<Awaited<NewKeys>, 'account' | 'followed'>> {
  const { account, followed, identitySeed } = await sealingAccount(n);
  const seed = new Uint8Array(32).fill(n);
  const entry: KeyLogEntry = {
    ...{ kind: 'identityChanged', seq: followed.log.seq + 1, time: 2, revoked: [] },
    identity: uint8ArrayToBase64(await publicKeyOf(seed)),
    encryptionKey: uint8ArrayToBase64(new Uint8Array(1_216).fill(n)),
    simpleKey: uint8ArrayToBase64(new Uint8Array(32).fill(n)),
  };
  const { keyLog } = await extendKeyLog(followed.log, entry, [bytesOf(identitySeed), seed]);
  return { account: { ...account, keyLog }, followed: after(followed, keyLog, entry) };
}

async function makeAccount(n: number) {
  const digits = String(n).padStart(8, '0');
  const [uid, device] = [`${digits}-0000-4000-8000-000000000000`, `${digits}-2000-4000-8000-000000000000`];
  const deviceKey = await generateDeviceKey();
  const keyEncryptionKey = new Uint8Array(32).fill(1);
  const made = await newAccount(
    uid,
    { id: device, publicKey: deviceKey.publicKey },
    { kdf, keyEncryptionKey },
    1,
  );
  const following = await followKeyLog(unknownKeyLog(uid), made.keyLog, async () => undefined);
  if (following.kind !== 'followed') throw new Error(following.problem);
  const { keyLog, vault } = made.secrets;
  const { identitySeed, encryptionSeeds: seeds } = vault;
  return { account: { device, deviceKey, keyLog, seeds }, followed: following.known, identitySeed };
}

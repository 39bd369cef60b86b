import {
  createChatClient,
  directConversation,
  type ChatClient,
  type ChatStorage,
  type Conversation,
  type Credentials,
  type LogStorage,
  type QueueStorage,
  type SealingLink,
  type SealingStorage,
  type TimelineItem,
} from '@parley/client';
import { createSealing } from '@parley/client/sealing';
import { createHttpApi, DirectEpochCrypto, type HttpApi } from '@parley/client/testing';
import { createWriting } from '@parley/client/writing';
import { parseKeyLogEntry, type User, type Uuid } from '@parley/protocol';
import { simulatedHttp } from '../network/simulated-http.ts';
import { simulatedTransport } from '../network/simulated-transport.ts';
import { Process } from '../world/process.ts';
import { takingTime } from '../world/taking-time.ts';
import { tokenOf } from '../server/uid-tokens.ts';
import { noteAlarms } from './note-alarms.ts';
import { passwordOf, proven } from './proven-password.ts';
import { keysIn, sessionOf, type KeyedDevice, type Keys } from './simulated-keys.ts';
import type { DeviceDeps } from './device-deps.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import type { WebLock } from './web-lock.ts';

interface TabOf {
  readonly name: string;
  /** Counts the tabs of a device. */
  readonly number: number;
  readonly user: User;
  readonly storage: ChatStorage & LogStorage & QueueStorage & SealingStorage;
  readonly lock: WebLock;
  /** Of somebody who has keys. */
  readonly keyed?: KeyedDevice | undefined;
  /** The probability that a conversation is closed again after a while. */
  readonly closes: number;
  /** It has found that its session is over. */
  readonly ended: () => void;
}

const STORAGE_DELAY_MS = 3;
/** Clocks of devices are wrong by up to this much, in ms. */
const SKEW_MS = 60 * 60 * 1_000;

/** How long somebody takes to type their password, in ms. */
const ANSWER_MS = 1_000;

/** The longest time for which a user looks at a conversation before closing it, in ms. */
const LOOK_MS = 5_000;

/** One running client, which opens every conversation that it knows. */
export class Tab {
  readonly process: Process;
  readonly client: ChatClient;
  readonly keys: Keys | undefined;
  /** For what its client does not offer. */
  readonly api: HttpApi;
  readonly opened = new Map<Uuid, Conversation>();
  onlineSince: number | undefined;
  readonly #deps: DeviceDeps;
  readonly #random: SeededRandom;
  readonly #closes: number;
  readonly #closed = new Set<Uuid>();
  readonly #name: string;
  readonly #seenBy: string;

  constructor(deps: DeviceDeps, { user, name, number, storage, lock, keyed, closes, ended }: TabOf) {
    const random = deps.random.fork();
    this.#deps = deps;
    this.#random = random;
    this.#closes = closes;
    this.#name = name;
    this.#seenBy = `${name}, tab ${number}`;
    const process = new Process(deps.clock, random.int(-SKEW_MS, SKEW_MS));
    this.process = process;
    const token = tokenOf(user.uid, keyed?.id);
    const http = simulatedHttp(deps.network, process, () => token);
    const keys = keyed && keysIn(deps, { user, device: keyed, http, process });
    this.keys = keys;
    this.api = createHttpApi(http);
    // A page that says that the keys are locked leads to the login.
    keys?.state.subscribe(({ kind }) => {
      if (kind === 'locked') process.setTimeout(ended, 0);
    });
    if (keyed !== undefined && keys !== undefined) this.#putsBack(keys, user, keyed);
    if (keyed?.id !== undefined) void keys?.restored(sessionOf(user, keyed.id, process));
    this.client = createChatClient({
      me: user,
      credentials: credentialsOf(token, keys, () => process.run(ended)),
      transport: simulatedTransport(deps.network, process),
      http,
      storage: takingTime(storage, { process, random, upTo: STORAGE_DELAY_MS }),
      ownership: lock.forTab(process),
      clock: process,
      random,
      report: (error) => deps.history.bug(name, error),
      ...sealingOf(keys, storage),
    });
    noteAlarms(deps.history, name, this.client, keys);
    if (keys !== undefined) this.#acceptsBranches(keys);
    for (const { uid } of deps.users) directConversation(this.client, uid);
    this.#watch();
  }

  kill(): void {
    this.process.kill();
  }

  /** What one conversation shows, to compare with another client. */
  shown(conversation: Uuid): readonly TimelineItem[] {
    return this.opened.get(conversation)?.items.get() ?? [];
  }

  /** A page that says that the server has lost a part of the keys asks for the password, which gives it back. */
  #putsBack(keys: Keys, user: User, { account }: KeyedDevice): void {
    const isShorter = () => {
      const state = keys.state.get();
      return state.kind === 'alarm' && state.problem === 'shorter';
    };
    const ask = () =>
      this.process.setTimeout(() => {
        if (!isShorter()) return;
        const password = proven(this.#deps, user, passwordOf(this.#deps, account));
        keys.putBack(password).then(() => this.#deps.history.note(this.#name, 'puts their keys back'), ask);
      }, ANSWER_MS);
    keys.state.subscribe(() => {
      if (isShorter()) ask();
    });
  }

  /** Whoever finds another key log than they knew asks its owner, and goes on with it if that one tells why. */
  #acceptsBranches({ contacts: others }: Keys): void {
    const branchOf = (uid: Uuid) => {
      const contact = others.contacts.get().get(uid);
      return contact?.alarm === 'forked' && this.#deps.unanswered.has(uid) ? contact.shown : undefined;
    };
    const ask = (uid: Uuid) =>
      this.process.setTimeout(() => {
        const branch = branchOf(uid);
        if (branch !== undefined)
          this.#isTheirs(uid, branch)
            .then((is) => is && others.accept(uid, branch))
            .catch(() => ask(uid));
      }, ANSWER_MS);
    others.contacts.subscribe((all) => {
      for (const uid of all.keys()) if (branchOf(uid) !== undefined) ask(uid);
    });
  }

  /** Whether the owner of an account has this identity: what a server makes up they have not. */
  async #isTheirs(uid: Uuid, identity: string): Promise<boolean> {
    const entries = (await this.#deps.cluster.keyLog(uid)).map(({ entry }) => parseKeyLogEntry(entry));
    return entries.some((entry) => 'identity' in entry && entry.identity === identity);
  }

  #watch(): void {
    const { connection, conversations } = this.client;
    connection.subscribe(({ kind }) => {
      this.onlineSince = kind === 'online' ? this.#deps.clock.now() : undefined;
      if (this.process.alive) this.#deps.history.note(this.#name, `is ${kind}`);
    });
    conversations.subscribe((rows) => {
      for (const { id } of rows ?? []) if (!this.opened.has(id) && !this.#closed.has(id)) this.#open(id);
    });
  }

  #open(id: Uuid): void {
    const conversation = this.client.open(id);
    this.opened.set(id, conversation);
    let log = 0;
    conversation.details.subscribe((details) => {
      // Nothing is known any more: the server came back with another log, and with that log's marks.
      if (details === undefined) log++;
      const seenBy = `${this.#seenBy}, log ${log}`;
      for (const mark of details?.marks ?? [])
        this.#deps.history.sawMark({ seenBy, conversation: id, ...mark });
    });
    if (this.#random.chance(this.#closes))
      this.process.setTimeout(() => this.#close(conversation), this.#random.int(0, LOOK_MS));
  }

  /** Only if it was filled: the copy may hold nothing of a conversation that was never shown. */
  #close(conversation: Conversation): void {
    if (this.shown(conversation.id).every((item) => item.kind !== 'hidden' && item.seq === undefined)) return;
    this.#deps.history.note(this.#name, `closes ${conversation.id}`);
    conversation.close();
    this.opened.delete(conversation.id);
    this.#closed.add(conversation.id);
  }
}

/** In runs that seal, what seals for a user. */
function sealingOf(keys: Keys | undefined, storage: SealingStorage) {
  if (keys === undefined) return {};
  const parts = { keys, storage, crypto: new DirectEpochCrypto(), writing: createWriting };
  return { sealing: async (link: SealingLink) => createSealing(link, parts) };
}

/** Tokens never end here. */
function credentialsOf(token: string, keys: Keys | undefined, ended: () => void): Credentials {
  return {
    token: () => token,
    renew: () => Promise.resolve(),
    onRenewed: () => () => undefined,
    ended,
    outdated: () => undefined,
    keyLogGrown: (uid, seq) => keys?.grown(uid, seq),
    vaultChanged: (version) => keys?.vaultChanged(version),
  };
}

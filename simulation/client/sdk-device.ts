import { endsSession, MemoryKeys, MemoryStorage } from '@parley/client/testing';
import { bytesOf, CodedError, inRanges, type User, type Uuid } from '@parley/protocol';
import type { DeviceFacts, Intent, Spoken, WindowFacts } from '../checker/facts.ts';
import type { Holder } from '../scenario/reaches.ts';
import type { Device } from './device.ts';
import type { DeviceDeps } from './device-deps.ts';
import { LoginPage, type WhenLocked } from './login-page.ts';
import type { KeyedDevice } from './simulated-keys.ts';
import { Tab } from './tab.ts';
import { WebLock } from './web-lock.ts';

interface SdkDeviceOptions {
  readonly tabs: number;
  readonly name: string;
  /** The share of conversations that are closed again. */
  readonly closes: number;
  /** Which of its user's devices it is. */
  readonly device?: number;
  /** What it has kept of its user's keys, if that is not what it had before the run. */
  readonly keyed?: KeyedDevice | undefined;
  readonly whenLocked?: WhenLocked;
}

/** The longest time until somebody logs in again, in ms. */
const BACK_MS = 3_000;

/** A browser with the real SDK: one local copy, which survives its tabs. */
export class SdkDevice implements Device {
  readonly name: string;
  readonly user: User;
  readonly keyed: KeyedDevice | undefined;
  readonly #deps: DeviceDeps;
  readonly #storage: MemoryStorage;
  readonly #lock = new WebLock();
  readonly #closes: number;
  readonly #whenLocked: WhenLocked;
  #tabsOpened = 0;
  #isLost = false;
  /** Whether its user logs in again where its session is over. */
  #comesBack = true;
  #login: LoginPage | undefined;
  readonly #tabs: (Tab | undefined)[];
  /** The keys that a tab had open when it was killed: they are kept in the browser. */
  #lastAccount: Holder['account'] | undefined;
  readonly #intents: Intent[] = [];

  constructor(
    deps: DeviceDeps,
    user: User,
    {
      tabs,
      name,
      closes,
      device = 0,
      keyed = keyedDevice(deps, user, device),
      whenLocked = 'remembers the last password',
    }: SdkDeviceOptions,
  ) {
    this.#whenLocked = whenLocked;
    this.name = name;
    this.user = user;
    this.#deps = deps;
    this.#storage = new MemoryStorage(user.uid);
    this.keyed = keyed;
    this.#closes = closes;
    this.#tabs = Array.from({ length: tabs }, () => undefined);
  }

  get uid(): Uuid {
    return this.user.uid;
  }

  get onlineSince(): number | undefined {
    const since = this.tabs.map((tab) => tab.onlineSince);
    return since.length === 0 || since.some((time) => time === undefined)
      ? undefined
      : Math.max(...since.flatMap((time) => time ?? []));
  }

  /** The open tabs. */
  get tabs(): readonly Tab[] {
    return this.#tabs.flatMap((tab) => tab ?? []);
  }

  start(): void {
    if (this.#isLost) return;
    if (this.keyed !== undefined && this.keyed.id === undefined) {
      this.#logIn(this.keyed);
      return;
    }
    this.#tabs.forEach((tab, index) => {
      if (tab === undefined) this.#tabs[index] = this.#newTab();
    });
  }

  crash(downFor: number): void {
    if (this.#login !== undefined) {
      this.#deps.history.note(this.name, 'is killed at the login');
      this.#login.process.kill();
      this.#login = undefined;
      this.#deps.clock.setTimeout(() => this.start(), downFor);
    }
    const index = this.#deps.random.int(0, this.#tabs.length - 1);
    const tab = this.#tabs[index];
    if (tab === undefined) return;
    this.#deps.history.note(this.name, `tab ${index + 1} is killed`);
    this.#lastAccount = tab.keys?.account.get() ?? this.#lastAccount;
    tab.kill();
    this.#lock.died(tab.process);
    this.#tabs[index] = undefined;
    this.#deps.clock.setTimeout(() => this.start(), downFor);
  }

  /** It is gone for good: somebody else has it. */
  lose(): void {
    this.#login?.process.kill();
    for (const tab of this.tabs) tab.kill();
    this.#isLost = true;
  }

  /** Nobody logs in on it any more. What runs there goes on. */
  abandon(): void {
    this.#comesBack = false;
  }

  /** The epochs whose keys are on it: several may have one number, of which one was stored. */
  epochs(): readonly { readonly conversation: Uuid; readonly epoch: number; readonly commitment: string }[] {
    return this.#storage.data().sealing?.epochKeys ?? [];
  }

  /** All the keys that are on it. */
  holder(): Holder | undefined {
    const { name, uid, keyed } = this;
    if (keyed === undefined) return undefined;
    const { followed, vault } = keyed.account.own;
    const open = this.tabs.flatMap(({ keys }) => keys?.account.get() ?? [])[0];
    const account = open ?? this.#lastAccount ?? { keyLog: followed.log, seeds: vault.encryptionSeeds };
    const { epochKeys = [] } = this.#storage.data().sealing ?? {};
    const held = epochKeys.map(({ conversation, epoch, key }) => ({
      conversation,
      epoch,
      key: bytesOf(key),
    }));
    return { name, uid, account, held };
  }

  /** Another tab comes to the front, and takes the outbox. */
  show(): void {
    if (this.tabs.length > 0) this.#lock.steal(this.#deps.random.pick(this.tabs).process);
  }

  /** @throws ParleyError refusals of the SDK */
  async say(conversation: Uuid, text: string): Promise<void> {
    const [tab] = this.tabs;
    if (tab === undefined) return;
    const id = await tab.client.send(conversation, { text });
    this.#intents.push({ conversation, id, text });
  }

  facts(): DeviceFacts {
    const data = this.#storage.data();
    const outbox = data.outbox.flatMap(({ task, state }) =>
      task.kind === 'append' && task.content?.type === 'text'
        ? [{ text: task.content.text, waiting: state.kind === 'waiting' }]
        : [],
    );
    const { name, uid } = this;
    return { name, uid, windows: windowsIn(data), opened: openedIn(data), intents: this.#intents, outbox };
  }

  #logIn(device: KeyedDevice): void {
    if (this.#login !== undefined) return;
    const { user, name } = this;
    const page = new LoginPage(this.#deps, { user, name, device, whenLocked: this.#whenLocked });
    this.#login = page;
    page.logIn().then(
      () => {
        this.#login = undefined;
        this.start();
      },
      (error: unknown) => this.#notIn(device, error),
    );
  }

  /** The session of a login can be over before its page is left: whoever resets the identity ends all others. */
  #notIn(device: KeyedDevice, error: unknown): void {
    if (!(error instanceof CodedError && endsSession(error.code))) {
      this.#deps.history.bug(this.name, error);
      return;
    }
    this.#login?.process.kill();
    this.#login = undefined;
    device.id = undefined;
    this.#backSoon();
  }

  /** Its session is over. */
  #ended(): void {
    if (!this.#comesBack || this.keyed?.id === undefined) return;
    this.#deps.history.note(this.name, 'is logged out');
    this.keyed.id = undefined;
    this.#tabs.forEach((tab, index) => {
      this.#lastAccount = tab?.keys?.account.get() ?? this.#lastAccount;
      tab?.kill();
      if (tab !== undefined) this.#lock.died(tab.process);
      this.#tabs[index] = undefined;
    });
    this.#backSoon();
  }

  #backSoon(): void {
    this.#deps.clock.setTimeout(() => this.start(), this.#deps.random.int(0, BACK_MS));
  }

  #newTab(): Tab {
    this.#deps.history.note(this.name, 'opens a tab');
    return new Tab(this.#deps, {
      user: this.user,
      name: this.name,
      number: ++this.#tabsOpened,
      storage: this.#storage,
      lock: this.#lock,
      keyed: this.keyed,
      closes: this.#closes,
      ended: () => this.#ended(),
    });
  }
}

/** A browser of somebody with keys, as it is before a run. */
function keyedDevice({ accounts = [] }: DeviceDeps, { uid }: User, at: number): KeyedDevice | undefined {
  const account = accounts.find((one) => one.uid === uid);
  const kept = account?.devices[at];
  if (account === undefined || kept === undefined) return undefined;
  return { account, id: kept.device, keeper: new MemoryKeys({ kept: [kept], pins: new Map() }) };
}

function windowsIn({ conversations, entries }: ReturnType<MemoryStorage['data']>): WindowFacts[] {
  return conversations.flatMap(({ id, window }) => {
    if (window === undefined) return [];
    const { first, last, hidden } = window;
    const held = entries
      .filter(({ conversation, seq }) => conversation === id && inRanges([{ from: first, to: last }], seq))
      .sort((a, b) => a.seq - b.seq)
      // What an entry says is not part of the log.
      .map(({ opened: _, ...entry }) => entry);
    return { conversation: id, first, last, hidden, entries: held };
  });
}

function openedIn({ entries }: ReturnType<MemoryStorage['data']>): Spoken[] {
  return entries.flatMap(({ conversation, seq, sender, body, payload, opened }) =>
    body.kind === 'message' &&
    payload?.kind === 'sealed' &&
    opened?.kind === 'content' &&
    opened.content.type === 'text'
      ? [{ conversation, seq, sender, text: opened.content.text }]
      : [],
  );
}

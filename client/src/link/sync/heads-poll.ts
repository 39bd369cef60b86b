import {
  knownType,
  TIMING,
  type Head,
  type HeadsPage,
  type HeadsRequest,
  type OwnKeys,
  type Uuid,
} from '@parley/protocol';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { Opening } from '../opening/opening.ts';
import type { Logs } from './logs.ts';
import { Serial } from '../../platform/serial.ts';

interface HeadsDeps {
  readonly storage: ChatStorage;
  readonly known: KnownConversations;
  readonly opening: Pick<Opening, 'heads'>;
  readonly logs: Pick<Logs, 'catchUp'>;
  readonly clock: Clock;
  heads(request: HeadsRequest): Promise<HeadsPage>;
  /** How far the user's own keys are, by each answer. */
  keys(keys: OwnKeys): void;
  /** Called when these change: the conversations of which the server has lost entries. */
  damaged(conversations: ReadonlySet<Uuid>): void;
  /** Called after every comparison on a connection; live events may be applied from the first one on. */
  compared(): void;
  background(task: Promise<unknown>): void;
}

/** Wait after a comparison failed while the connection stands, in ms. */
const RETRY_MS = 1_000;

/** Asks what changed: on every connection at once, and then every 15 s, because the loss of a last event goes unnoticed. */
export class HeadsPoll {
  readonly #deps: HeadsDeps;
  readonly #serial = new Serial();
  #token: string | undefined;
  #damaged: ReadonlySet<Uuid> = new Set();
  /** How often everything was requested anew: the token in an answer to an earlier request does not count any more. */
  #starts = 0;
  #connected = false;
  #connection = 0;
  /** A request that has not started yet serves all callers that ask meanwhile. */
  #queued = false;
  #cancel: Cancel = () => undefined;

  constructor(deps: HeadsDeps) {
    this.#deps = deps;
  }

  /** Continues where an earlier run of this client stopped. */
  useToken(token: string | undefined): void {
    this.#token = token;
  }

  connected(): void {
    this.#connection++;
    this.#connected = true;
    this.#poll();
  }

  disconnected(): void {
    this.#connection++;
    this.#connected = false;
    this.#cancel();
  }

  /** Asks now. */
  hurry(): void {
    this.#cancel();
    this.#poll();
  }

  /** Asks now. Resolves once what has changed is known. @throws CodedError, NoAnswerError */
  now(): Promise<void> {
    return this.#serial.run(() => this.#compare(this.#connection));
  }

  /** Asks for everything, as if for the first time. */
  startOver(): void {
    this.#token = undefined;
    this.#starts++;
    this.hurry();
  }

  #poll(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#deps.background(
      this.#serial.run(async () => {
        this.#queued = false;
        if (!this.#connected) return;
        const connection = this.#connection;
        const comparison = this.#compare(connection);
        this.#deps.background(comparison);
        const done = await comparison.then(
          () => true,
          () => false,
        );
        if (connection === this.#connection) this.#again(done ? TIMING.heads : RETRY_MS);
      }),
    );
  }

  #again(ms: number): void {
    this.#cancel();
    this.#cancel = this.#deps.clock.setTimeout(() => this.#poll(), ms);
  }

  async #compare(connection: number): Promise<void> {
    const behind = new Set<Uuid>(this.#knownGaps());
    // Only an answer that covers everything shows which conversations are missing.
    const missing = new Set(this.#token === undefined ? [...this.#joined(), ...this.#damaged] : []);
    for (let more = true; more;) {
      const starts = this.#starts;
      const page = await this.#deps.heads(this.#token === undefined ? {} : { token: this.#token });
      if (page.keys !== undefined) this.#deps.keys(page.keys);
      for (const conversation of await this.#take(page)) behind.add(conversation);
      for (const { conversation } of page.heads) missing.delete(conversation);
      for (const conversation of page.damaged ?? []) missing.delete(conversation);
      if (starts === this.#starts) this.#token = page.token;
      else missing.clear();
      more = page.more;
    }
    this.#setDamaged(without(this.#damaged, missing));
    await this.#lose(missing);
    for (const id of missing) if (this.#deps.known.get(id)?.head.type === 'direct') behind.add(id);
    if (connection !== this.#connection) return;
    this.#deps.compared();
    this.#deps.background(this.#deps.logs.catchUp([...behind]));
  }

  /** @returns the conversations whose windows end elsewhere than the server's logs */
  async #take(page: HeadsPage): Promise<Uuid[]> {
    const { storage, known, opening } = this.#deps;
    const { heads } = page;
    const damaged = this.#damagedAfter(page);
    // A damaged conversation has no head to store, and is reported once: the next start must not go on behind that.
    const token = damaged.size > 0 ? undefined : page.token;
    await opening.heads(heads, async (opened) => {
      for (const conversation of await storage.saveHeads(opened, token)) known.put(conversation);
    });
    this.#setDamaged(damaged);
    return heads.filter((head) => this.#differs(head)).map((head) => head.conversation);
  }

  /** A conversation with a head is complete again. */
  #damagedAfter({ heads, damaged = [] }: HeadsPage): ReadonlySet<Uuid> {
    return without(new Set([...this.#damaged, ...damaged]), new Set(heads.map((head) => head.conversation)));
  }

  #setDamaged(damaged: ReadonlySet<Uuid>): void {
    const before = this.#damaged;
    this.#damaged = damaged;
    if (damaged.size !== before.size || [...damaged].some((id) => !before.has(id)))
      this.#deps.damaged(damaged);
  }

  *#joined(): Iterable<Uuid> {
    for (const { id, head } of this.#deps.known.all()) if (head.role !== null) yield id;
  }

  /** A server restored from a backup may not know a group any more: then it has no members. */
  async #lose(missing: ReadonlySet<Uuid>): Promise<void> {
    const { storage, known } = this.#deps;
    const heads = [...missing]
      .flatMap((id) => known.get(id)?.head ?? [])
      .filter(({ type }) => knownType(type) === 'group');
    for (const stored of await storage.saveHeads(heads.map((head) => ({ ...head, role: null }))))
      known.put(stored);
  }

  /** Without a message, the row can only show entries: those are few, so that they are fetched. */
  #differs({ conversation, head, chain, last }: Head): boolean {
    const window = this.#deps.known.get(conversation)?.window;
    if (window === undefined) return last === undefined && head > 0;
    return window.last !== head || (window.chain !== undefined && window.chain !== chain);
  }

  /** Known gaps that were not filled because the connection broke or this client stopped. No head reports them again. */
  *#knownGaps(): Iterable<Uuid> {
    for (const { id, head, window } of this.#deps.known.all())
      if (window === undefined ? this.#differs(head) : window.last < head.head) yield id;
  }
}

function without(all: ReadonlySet<Uuid>, some: ReadonlySet<Uuid>): ReadonlySet<Uuid> {
  return new Set([...all].filter((id) => !some.has(id)));
}

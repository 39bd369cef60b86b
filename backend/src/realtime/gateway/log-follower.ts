import {
  ParleyError,
  type Cursors,
  type Entry,
  type EventResponse,
  type GatewayFrame,
  type Head,
  type Uuid,
  type WireError,
} from '@parley/protocol';
import { mayRead } from '../../domain/machines/scopes.ts';
import { SLOW_BYTES } from '../connections.ts';
import { askPatiently, type PageName } from './ask-patiently.ts';
import { aboutOf } from './about.ts';
import { entryFrame } from './entry-frame.ts';
import { Followed, type Acknowledge } from './followed.ts';
import type { Names } from './names.ts';
import { pageSteps, type Step } from './page-steps.ts';
import type { SpeechParts } from './speech.ts';

/** Where a client begins. */
export interface Beginning {
  readonly after: Cursors;
  /** Where conversations begin that are in no cursor: with what comes now, or where the user came in. */
  readonly others: 'now' | 'start';
}

export interface FollowerParts extends SpeechParts {
  readonly beginning: Promise<Beginning>;
  readonly names: Names;
  /** What a user may see of a conversation, and the entry with which they came in; undefined if they never did. */
  readonly find: (uid: Uuid, conversation: Uuid) => Promise<Found | undefined>;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly send: (frame: GatewayFrame) => void;
  /** Nothing can be read any more. */
  readonly failed: (error: unknown) => void;
}

export interface Found {
  readonly head: Head;
  readonly joined: number;
}

/** Entries of one page. */
const PAGE = 100;
/** Refusals after which nothing of any conversation can be read. */
const ENDS_READING: ReadonlySet<string> = new Set(['E_SHUTTING_DOWN', 'E_SCOPE']);

/**
 * Sends a client the logs of its conversations: each entry once and in order, without a gap. What comes while the client has all before
 * it is sent at once. All else is read from the log when the client has taken what it was sent, so that nothing waits in memory.
 */
export class LogFollower {
  readonly #parts: FollowerParts;
  readonly #followed = new Map<Uuid, Followed>();
  /** Conversations with entries that the client lacks. */
  readonly #behind = new Set<Followed>();
  /** The one that is being read. */
  #reading: Followed | undefined;
  #isRunning = false;
  /** Where all conversations begin is known. */
  #hasBegun = false;
  #isReady = false;
  /** Nothing is read any more: the server stops, or the client may only write. */
  #isStopped = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#run();
  }

  /** An entry was stored. */
  entry(entry: Entry): void {
    if (this.#isStopped) return;
    const followed = this.#of(entry.conversation);
    followed.grewTo(entry.seq);
    if (followed.has(entry.seq)) return;
    if (this.#isNext(followed, entry.seq) && this.#parts.names.knows(entry.sender))
      this.#step(followed, { kind: 'entry', seq: entry.seq, entry });
    else this.#fallBehind(followed);
  }

  /** An entry of the client itself was stored, now or before. */
  acknowledge({ conversation, seq }: Entry, acknowledge: Acknowledge): void {
    const followed = this.#of(conversation);
    const isUnread = this.#isStopped || !mayRead(this.#parts.connection.data.scopes, conversation);
    if (isUnread || followed.has(seq)) {
      acknowledge(followed.has(seq) ? 'in place' : 'out of place');
      return;
    }
    followed.grewTo(seq);
    followed.acknowledgeAt(seq, acknowledge);
    if (this.#isNext(followed, seq)) followed.reached(seq);
    else this.#fallBehind(followed);
  }

  /** The user came into a conversation. */
  met(head: Head): void {
    const followed = this.#of(head.conversation);
    if (followed.has(head.head)) return;
    followed.grewTo(head.head);
    this.#fallBehind(followed);
  }

  /** Whether this entry can be sent now, because the client has all before it and takes what it is sent. */
  #isNext(followed: Followed, seq: number): boolean {
    const isIdle = this.#hasBegun && !this.#behind.has(followed) && this.#reading !== followed;
    const isKnown = followed.about !== undefined && followed.seq === seq - 1;
    return isIdle && isKnown && this.#parts.outlet.unsentBytes <= SLOW_BYTES;
  }

  #of(conversation: Uuid): Followed {
    const known = this.#followed.get(conversation);
    if (known !== undefined) return known;
    const followed = new Followed(conversation, undefined);
    this.#followed.set(conversation, followed);
    return followed;
  }

  #fallBehind(followed: Followed): void {
    if (this.#reading !== followed) this.#behind.add(followed);
    this.#run();
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#catchUp().catch((error: unknown) => {
      if (error instanceof ParleyError && ENDS_READING.has(error.code)) this.#stop();
      else this.#parts.failed(error);
    });
  }

  async #catchUp(): Promise<void> {
    if (!this.#hasBegun) await this.#begin();
    for (;;) {
      const [next] = this.#behind;
      if (next !== undefined && this.#parts.connection.isOpen) await this.#read(next);
      else if (!this.#isReady) await this.#sayReady();
      else break;
    }
    // In the same turn as the last look: what comes later starts anew.
    this.#isRunning = false;
  }

  /** What the client sent is acknowledged, but moves no cursor past what it did not get. */
  #stop(): void {
    this.#isStopped = true;
    for (const followed of this.#followed.values()) followed.release();
    if (!this.#isReady) this.#sayReady().catch((error: unknown) => this.#parts.failed(error));
  }

  async #read(followed: Followed): Promise<void> {
    this.#behind.delete(followed);
    this.#reading = followed;
    const hasMore = await this.#readPage(followed);
    this.#reading = undefined;
    const isHere = this.#followed.get(followed.conversation) === followed;
    if (isHere && (hasMore || !followed.has(followed.head))) this.#behind.add(followed);
  }

  async #sayReady(): Promise<void> {
    const { connection, names, send } = this.#parts;
    const { uid } = connection.data;
    this.#isReady = true;
    await names.load([uid]);
    send({ header: { message_type: 'ready', uid }, body: { username: names.of(uid) } });
  }

  /** Finds out where each conversation begins. The connection is in all its rooms before, so that nothing is missed between. */
  async #begin(): Promise<void> {
    const { connection } = this.#parts;
    const { uid } = connection.data;
    const beginning = await this.#parts.beginning;
    for (const [conversation, seq] of beginning.after) this.#of(conversation).beginBehind(seq);
    await connection.data.entered;
    const seen = new Set<Uuid>();
    for (let token: string | undefined, more = true; more && connection.isOpen;) {
      const page: EventResponse<'heads'> = await this.#ask('heads', token === undefined ? {} : { token });
      await this.#parts.names.load([uid, ...page.heads.flatMap(({ peer }) => peer ?? [])]);
      for (const head of page.heads) {
        seen.add(head.conversation);
        await this.#beginWith(head, beginning);
      }
      ({ token, more } = page);
    }
    this.#hasBegun = true;
    for (const conversation of beginning.after.keys())
      if (!seen.has(conversation)) this.#lost(conversation, new ParleyError('E_NOT_FOUND').toWire());
  }

  async #beginWith(head: Head, beginning: Beginning): Promise<void> {
    const known = this.#followed.get(head.conversation);
    if (known?.seq === undefined && head.role === null) return;
    const followed = this.#of(head.conversation);
    followed.about = aboutOf(head);
    if (followed.seq !== undefined && followed.seq > head.head) {
      this.#error(head.conversation, new ParleyError('E_LOG_DIVERGED').toWire());
      followed.seq = undefined;
    }
    if (followed.seq === undefined) {
      const isOld = known !== undefined && beginning.after.has(head.conversation);
      await this.#introduce(followed, head, isOld ? 'now' : beginning.others);
    }
    followed.grewTo(head.head);
    if (!followed.has(followed.head)) this.#behind.add(followed);
  }

  /** A conversation that is in no cursor: says where it begins. */
  async #introduce(followed: Followed, head: Head, where: 'now' | 'start'): Promise<void> {
    const { names, send, find, connection } = this.#parts;
    const { conversation, peer } = head;
    const found = where === 'start' ? await find(connection.data.uid, conversation) : undefined;
    const seq = found === undefined ? head.head : found.joined - 1;
    const about = aboutOf(head);
    await names.load(peer === undefined ? [] : [peer]);
    followed.about = about;
    send({
      header: {
        message_type: 'conversation',
        conversation,
        seq,
        to: peer === undefined ? about.name : names.of(peer),
      },
      body: { type: about.type, protection: about.protection, ...(peer !== undefined && { peer }) },
    });
    followed.beginBehind(seq);
  }

  /** Sends what the client takes of the next page. @returns whether there may be more */
  async #readPage(followed: Followed): Promise<boolean> {
    const { connection, outlet, find, names } = this.#parts;
    const { conversation } = followed;
    await outlet.drained();
    if (followed.seq === undefined || followed.about === undefined) {
      const found = await find(connection.data.uid, conversation);
      if (found === undefined) return this.#lost(conversation);
      if (followed.seq === undefined) await this.#introduce(followed, found.head, 'start');
      else followed.about = aboutOf(found.head);
    }
    const { seq = 0, head } = followed;
    const page = await this.#page(conversation, seq);
    if (page === undefined) return false;
    await names.load(page.entries.map(({ sender }) => sender));
    for (const step of pageSteps(page)) {
      if (!connection.isOpen) return false;
      if (outlet.unsentBytes > SLOW_BYTES) return true;
      if (!followed.has(step.seq)) this.#step(followed, step);
    }
    // Nothing more can be read of what was heard of before the page: asking again would not end.
    if (page.to === seq && followed.head === head) followed.head = page.head;
    followed.grewTo(page.head);
    return !followed.has(followed.head);
  }

  async #page(conversation: Uuid, seq: number): Promise<EventResponse<'sync'> | undefined> {
    try {
      return await this.#ask('sync', { direction: 'after', conversation, seq, limit: PAGE });
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code === 'E_SHUTTING_DOWN') throw error;
      this.#lost(conversation, error.toWire());
      return undefined;
    }
  }

  #step(followed: Followed, step: Step): void {
    const { send, names, connection } = this.#parts;
    const { conversation, about } = followed;
    if (followed.reached(step.seq) || about === undefined) return;
    if (step.kind === 'hidden') {
      send({
        header: { message_type: 'hidden', conversation, seq: step.seq },
        body: { first: step.first, last: step.seq },
      });
      return;
    }
    const { body } = step.entry;
    const now = body.kind === 'renamed' ? { ...about, name: body.name } : about;
    followed.about = now;
    send(entryFrame(step.entry, { uid: connection.data.uid, about: now, names }));
  }

  /** A conversation cannot be continued: it is forgotten, and met anew with its next entry. */
  #lost(conversation: Uuid, error?: WireError): false {
    this.#followed.get(conversation)?.release();
    this.#followed.delete(conversation);
    if (error !== undefined) this.#error(conversation, error);
    return false;
  }

  #error(conversation: Uuid, body: WireError): void {
    this.#parts.send({ header: { message_type: 'error', conversation }, body });
  }

  #ask<Name extends PageName>(name: Name, input: unknown): Promise<EventResponse<Name>> {
    return askPatiently(this.#parts, name, input);
  }
}

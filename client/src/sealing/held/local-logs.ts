import {
  ANNOUNCEMENTS,
  CHAIN_START,
  directConversationId,
  isDirectId,
  KEY_LIMITS,
  keyError,
} from '@parley/protocol';
import type { Entry, Uuid } from '@parley/protocol';
import { sha256 } from '../../crypto/sha256.ts';
import type { HandedEntry } from '../../model/sealing/handed-entry.ts';
import type { SealingMemory } from '../../model/sealing/kept-roster.ts';
import type { LogEvent } from '../../model/log-event.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import { NO_TRACES } from '../../model/sealing/window-traces.ts';
import type { EpochKeyKeeper } from '../../ports/sealing/epoch-key-keeper.ts';
import type { HeldLogs, HeldSealedLog, RosterPlace } from '../../ports/sealing/held-logs.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import type { EpochPlace } from '../../ports/sealing/sealed-logs.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';
import { handedKeys } from './handed-keys.ts';
import type { HeldWindow, HeldWindows } from './held-windows.ts';
import { isOfLog } from './is-of-log.ts';
import type { KnownKeyLogs } from './known-key-logs.ts';
import { KnownRooms } from './known-rooms.ts';
import { historyIn, membersIn } from './list-folds.ts';
import { memoryIn, type RosterList, type RosterLists } from './roster-lists.ts';
import { serverEpochs } from './server-epochs.ts';
import { isSealedThere } from '../is-sealed-there.ts';

interface LocalLogsDeps {
  readonly link: Pick<SealingLink, 'me' | 'known' | 'api' | 'catchUp'>;
  readonly windows: HeldWindows;
  readonly lists: RosterLists;
  readonly keyLogs: Pick<KnownKeyLogs, 'hasKeys' | 'refresh'>;
  readonly keeper: Pick<EpochKeyKeeper, 'of'>;
  /** A list was of a log that the server does not show any more. */
  readonly diverged: (conversation: Uuid) => void;
}

/** `grown`: more of the roster list, or of the `keys`, is held. `moved`: only what was said is. */
type HeldChange = 'grown' | 'moved';

type Listener = (conversation: Uuid, change: HeldChange) => void;

/** Sealed conversations in the local copy, and the way to what it lacks. */
export class LocalLogs implements HeldLogs {
  readonly #deps: LocalLogsDeps;
  readonly #rooms: KnownRooms;
  readonly #listeners = new Set<Listener>();
  /** Conversations in which something signed was seen: they are sealed, whatever their heads say. */
  readonly #sealed = new Set<Uuid>();
  /** Those of which no keys were kept here when that was last looked for. */
  readonly #keyless = new Set<Uuid>();
  /** How many entries of lists and keys were held when that was last told. */
  readonly #heldBefore = new Map<Uuid, number>();
  /** The chains at which windows ended when their lists were begun anew: what then is not right either is not asked for again. */
  readonly #begunAnew = new Map<Uuid, string | undefined>();

  constructor(deps: LocalLogsDeps) {
    this.#deps = deps;
    const { lists } = deps;
    this.#rooms = new KnownRooms(lists, async (stored) =>
      this.#list(stored.id, stored, await deps.windows.of(stored)),
    );
  }

  async of(conversation: Uuid): Promise<HeldSealedLog | undefined> {
    const { me, known } = this.#deps.link;
    const stored = known.get(conversation);
    const isSealed = await this.#isSealed(conversation, stored);
    if (!isSealed && !(await this.#begins(stored))) return undefined;
    const window = stored && (await this.#deps.windows.of(stored));
    const { entries: listed, upTo, ...list } = await this.#list(conversation, stored, window);
    const entries = joined(listed, window?.entries ?? []);
    return {
      head: headOf(stored),
      chain: (seq) => window?.chains.get(seq),
      senders: window?.senders ?? new Map(),
      ...{ entries, listedTo: upTo, memory: memoryIn(list), traces: window?.traces ?? NO_TRACES },
      server: serverEpochs(stored?.head ?? {}, entries),
      history: historyIn(listed),
      pair: stored && pairOf(stored, me),
    };
  }

  async prepare(places: readonly RosterPlace[]): Promise<void> {
    const lacking = await Promise.all(places.map((place) => this.#lacking(place)));
    for (const grown of await this.#deps.lists.fetch(new Map(lacking.flat()))) this.#changed(grown, 'grown');
  }

  /** The conversation and up to where its list is to be fetched, if that is not held. */
  async #lacking({ conversation, upTo, head, isSealed }: RosterPlace): Promise<(readonly [Uuid, number])[]> {
    if (isSealed) this.#sealed.add(conversation);
    // Its head may be on its way into the local copy.
    const stored = this.#deps.link.known.get(conversation);
    if (!(await this.#isSealed(conversation, stored))) return [];
    const list = await this.#list(conversation, stored, stored && (await this.#deps.windows.of(stored)));
    return list.upTo < upTo ? [[conversation, Math.max(head, stored?.head.head ?? 0)]] : [];
  }

  keys(wanted: readonly EpochPlace[]): Promise<readonly HandedEntry[]> {
    return handedKeys(this.#deps.link.api, wanted);
  }

  async meet(conversation: Uuid): Promise<HeldSealedLog | undefined> {
    const { known } = this.#deps.link;
    const asked = new Set<Uuid>();
    for (;;) {
      const stored = known.get(conversation);
      const isSealed = await this.#isSealed(conversation, stored);
      if (stored !== undefined && !isSealed) await this.#rooms.look(stored);
      if (stored !== undefined && (isSealed || (await this.#canBegin(stored)))) await this.#complete(stored);
      const held = await this.of(conversation);
      if (held !== undefined) return held;
      const lacking = await this.keyless(conversation);
      // A head can come before its entries: who the members are by then is not known yet.
      if (known.get(conversation)?.head.head !== stored?.head.head) continue;
      // Without its whole list, nobody can tell that a conversation is open.
      if (lacking === undefined) throw keyError('E_KEY_EPOCH', { retryable: true });
      const others = lacking.filter((uid) => !asked.has(uid));
      if (others.length === 0) return undefined;
      await this.#deps.keyLogs.refresh(others);
      for (const uid of others) asked.add(uid);
    }
  }

  async catchUp(conversation: Uuid): Promise<void> {
    const { link } = this.#deps;
    await link.catchUp(conversation);
    const stored = link.known.get(conversation);
    if (stored !== undefined && (await this.#isSealed(conversation, stored))) await this.#complete(stored);
  }

  remember(conversation: Uuid, change: (memory: SealingMemory) => SealingMemory): Promise<void> {
    return this.#deps.lists.remember(conversation, change);
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Who keeps an open conversation from being sealed: its members without keys.
   * @returns undefined while its members are not known
   */
  async keyless(conversation: Uuid): Promise<readonly Uuid[] | undefined> {
    const stored = this.#deps.link.known.get(conversation);
    if (stored === undefined || !(await this.#canBegin(stored))) return [];
    const members = await this.#members(stored);
    if (members !== undefined && members.length > KEY_LIMITS.sealedMembers) return [];
    return members?.filter((uid) => !this.#deps.keyLogs.hasKeys(uid));
  }

  checkOpen({ conversation, peer }: Addressee): void {
    const { link, keyLogs } = this.#deps;
    const head = link.known.get(conversation)?.head;
    const isDirect = peer !== undefined || head?.type === 'direct' || isDirectId(conversation);
    const isKeyless =
      peer !== undefined &&
      head?.peer === peer &&
      !keyLogs.hasKeys(peer) &&
      directConversationId(sha256, link.me, peer) === conversation;
    if (head === undefined || (isDirect && !isKeyless)) throw keyError('E_KEY_EPOCH', { retryable: true });
    if (isDirect || conversation === ANNOUNCEMENTS) return;
    if (head.role === null) throw keyError('E_NOT_A_MEMBER');
    if (head.ended) throw keyError('E_CONVERSATION_ENDED');
  }

  /** The window of a conversation has moved. */
  async moved(conversation: Uuid, event: LogEvent): Promise<void> {
    const { windows, lists, link } = this.#deps;
    if (event.kind === 'opened') return;
    if (event.kind === 'diverged') {
      lists.forget(conversation);
      this.#rooms.forget(conversation);
      this.#keyless.delete(conversation);
    }
    if (event.kind === 'diverged' || event.kind === 'replaced') windows.drop(conversation);
    const stored = link.known.get(conversation);
    if (stored === undefined || !(await this.#isSealed(conversation, stored))) return;
    const window = await windows.of(stored);
    const { entries: listed } = await this.#list(conversation, stored, window);
    const held = joined(listed, window?.entries ?? []).length;
    const isSame = held === this.#heldBefore.get(conversation);
    this.#heldBefore.set(conversation, held);
    const isGrown = !isSame || event.kind === 'replaced' || event.kind === 'diverged';
    if (isGrown) this.#changed(conversation, 'grown');
    // What is only said changes nothing of what is believed of members and keys.
    else if (event.kind === 'prepended') this.#changed(conversation, 'moved');
  }

  #changed(conversation: Uuid, change: HeldChange): void {
    for (const listener of this.#listeners) listener(conversation, change);
  }

  async #isSealed(id: Uuid, stored: StoredConversation | undefined): Promise<boolean> {
    // It is for good, also where a server takes it back.
    const isSealed =
      this.#sealed.has(id) || stored?.head.protection === 'sealed' || (await this.#wasSealed(id));
    if (isSealed) this.#sealed.add(id);
    return isSealed;
  }

  /** A log that lost its end can take its list along, but not the keys that were opened. */
  async #wasSealed(id: Uuid): Promise<boolean> {
    const { entries, beginning } = await this.#deps.lists.of(id);
    if (beginning !== undefined || entries.some(isSealedThere)) return true;
    if (this.#keyless.has(id)) return false;
    const { length } = await this.#deps.keeper.of(id);
    if (length === 0) this.#keyless.add(id);
    return length > 0;
  }

  /** Only rooms and the announcements stay open. */
  async #canBegin(stored: StoredConversation): Promise<boolean> {
    const { id, head } = stored;
    if (head.peer !== undefined) return true;
    if (id === ANNOUNCEMENTS || head.role === null || head.ended) return false;
    return !(await this.#rooms.has(stored));
  }

  /** Whether the next thing that is said makes an open conversation sealed. */
  async #begins(stored: StoredConversation | undefined): Promise<boolean> {
    if (stored === undefined || !(await this.#canBegin(stored))) return false;
    const members = (await this.#members(stored)) ?? [];
    if (members.length === 0 || members.length > KEY_LIMITS.sealedMembers) return false;
    return members.every((uid) => this.#deps.keyLogs.hasKeys(uid));
  }

  /** The members of an open conversation, as its server says; undefined where its list is not held from the start to the end. */
  async #members(stored: StoredConversation): Promise<readonly Uuid[] | undefined> {
    const pair = pairOf(stored, this.#deps.link.me);
    if (pair !== undefined) return pair;
    const list = await this.#list(stored.id, stored, await this.#deps.windows.of(stored));
    if (list.upTo < stored.head.head) return undefined;
    return membersIn(list.entries);
  }

  /** Holds the list up to where the log is known to go. */
  async #complete(stored: StoredConversation): Promise<void> {
    const { id, head } = stored;
    const list = await this.#list(stored.id, stored, await this.#deps.windows.of(stored));
    if (list.upTo < head.head) await this.#deps.lists.fetch(new Map([[id, head.head]]));
  }

  /** The list, with what the window has of it. */
  async #list(
    id: Uuid,
    stored: StoredConversation | undefined,
    window: HeldWindow | undefined,
  ): Promise<RosterList> {
    const hidden = stored?.window?.hidden ?? [];
    const list = await this.#ofLog(id, window);
    const isNext =
      window !== undefined &&
      window.first <= list.upTo + 1 &&
      window.last > list.upTo &&
      hidden.every(({ to = window.last }) => to <= list.upTo);
    if (!isNext) return list;
    return this.#deps.lists.extend(id, { upTo: window.last, entries: window.entries });
  }

  /** The list as it is held, as far as it is of the log that the window shows. */
  async #ofLog(id: Uuid, window: HeldWindow | undefined): Promise<RosterList> {
    const { lists, diverged } = this.#deps;
    const list: RosterList = await lists.of(id);
    if (window === undefined || isOfLog(list, window)) return list;
    const end = window.chains.get(window.last);
    if (this.#begunAnew.has(id) && this.#begunAnew.get(id) === end) return list;
    this.#begunAnew.set(id, end);
    diverged(id);
    try {
      return await lists.beginAnew(id);
    } catch (error) {
      this.#begunAnew.delete(id);
      throw error;
    }
  }
}

/** Without a window, what the server says has to do. */
function headOf(stored: StoredConversation | undefined): HeldSealedLog['head'] {
  if (stored === undefined || stored.head.head === 0) return { seq: 0, chain: CHAIN_START };
  const { head, window } = stored;
  return window?.chain === undefined
    ? { seq: head.head, chain: head.chain }
    : { seq: window.last, chain: window.chain };
}

function pairOf({ head: { peer } }: StoredConversation, me: Uuid): readonly Uuid[] | undefined {
  return peer === undefined ? undefined : [...new Set([me, peer])];
}

/** In rising order, each once: the first keys are in both. */
function joined(listed: readonly Entry[], held: readonly Entry[]): readonly Entry[] {
  const bySeq = new Map([...held, ...listed].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

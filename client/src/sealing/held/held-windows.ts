import { isInRosterList, type Entry, type Uuid } from '@parley/protocol';
import type { StoredConversation, Window } from '../../model/stored-conversation.ts';
import { Serial } from '../../platform/serial.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import { withTraces, type GrowingTraces } from './with-traces.ts';

/** What belief needs of a window. */
export interface HeldWindow {
  readonly first: number;
  readonly last: number;
  /** The chain at each entry, in base64. */
  readonly chains: ReadonlyMap<number, string>;
  /** Who wrote each message. */
  readonly senders: ReadonlyMap<number, Uuid>;
  /** What it has of the roster list, and all `keys`, in rising order. */
  readonly entries: readonly Entry[];
  readonly traces: GrowingTraces;
}

/** The windows of sealed conversations, in memory. Of one that has moved, only what is new is read. */
export class HeldWindows {
  readonly #storage: Pick<ChatStorage, 'readEntries'>;
  readonly #windows = new Map<Uuid, HeldWindow>();
  readonly #turns = new Map<Uuid, Serial>();

  constructor(storage: Pick<ChatStorage, 'readEntries'>) {
    this.#storage = storage;
  }

  of({ id, window }: StoredConversation): Promise<HeldWindow | undefined> {
    const turns = this.#turns.get(id) ?? new Serial();
    this.#turns.set(id, turns);
    return turns.run(async () => {
      const held = window && (await this.#read(id, window));
      if (held === undefined) this.#windows.delete(id);
      else this.#windows.set(id, held);
      return held;
    });
  }

  /** It was replaced, or lost its end. */
  drop(conversation: Uuid): void {
    this.#windows.delete(conversation);
  }

  async #read(id: Uuid, window: Window): Promise<HeldWindow> {
    const before = this.#windows.get(id);
    if (before === undefined || !isWithin(before, window)) return this.#readAll(id, window);
    if (before.first === window.first && before.last === window.last) return before;
    // With the last one that was read, which tells whether this is still the same log.
    const [same, ...above] = await this.#storage.readEntries(id, before.last, window.last);
    if (same?.chain !== before.chains.get(before.last)) return this.#readAll(id, window);
    const isLower = window.first < before.first;
    const below = isLower ? await this.#storage.readEntries(id, window.first, before.first - 1) : [];
    const { first, last } = window;
    const chains = new Map([...before.chains, ...chainsOf(below), ...chainsOf(above)]);
    const senders = new Map([...before.senders, ...sendersIn(below), ...sendersIn(above)]);
    const entries = [...below.filter(isKept), ...before.entries, ...above.filter(isKept)];
    const traces = withTraces(before.traces, [...below, ...above]);
    return { first, last, chains, senders, entries, traces };
  }

  async #readAll(id: Uuid, { first, last }: Window): Promise<HeldWindow> {
    const all = await this.#storage.readEntries(id, first, last);
    return {
      ...{ first, last, chains: new Map(chainsOf(all)), senders: new Map(sendersIn(all)) },
      ...{ entries: all.filter(isKept), traces: withTraces(undefined, all) },
    };
  }
}

function isWithin({ first, last }: HeldWindow, window: Window): boolean {
  return window.first <= first && last <= window.last;
}

function chainsOf(entries: readonly Entry[]): (readonly [number, string])[] {
  return entries.map(({ seq, chain }) => [seq, chain]);
}

/** Who wrote each message among them. */
export function sendersIn(entries: readonly Entry[]): (readonly [number, Uuid])[] {
  return entries.flatMap(({ seq, sender, body }) =>
    body.kind === 'message' ? [[seq, sender] as const] : [],
  );
}

function isKept(entry: Entry): boolean {
  return isInRosterList(entry) || entry.body.kind === 'keys';
}

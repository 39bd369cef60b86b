import { canonicalJson, type Entry, type Uuid } from '@parley/protocol';
import type { OpenedEntry } from '../model/opened-entry.ts';

/** What is wrong with an envelope in itself: neither a key nor another entry makes it right. */
const IN_ITSELF: ReadonlySet<string> = new Set([
  ...['version', 'suite', 'kind', 'flags', 'pairing', 'epoch', 'length', 'trailing', 'recipients', 'order'],
  ...['conversation', 'sender', 'id', 'body', 'signature'],
]);

interface Settled {
  readonly entry: Entry;
  readonly opened: OpenedEntry;
}

/** Entries that have been judged for good: they are asked for again with each key that comes, and would be judged the same. */
export class SettledEntries {
  readonly #settled = new Map<string, Settled>();
  #forgets = 0;

  /** How many times something was to be forgotten. What is judged meanwhile may be judged by what is over. */
  get forgets(): number {
    return this.#forgets;
  }

  find(entry: Entry): OpenedEntry | undefined {
    const settled = this.#settled.get(nameOf(entry));
    return settled !== undefined && isSame(settled.entry, entry) ? settled.opened : undefined;
  }

  keep(entry: Entry, opened: OpenedEntry): void {
    const isWrong = opened.kind === 'refused' && IN_ITSELF.has(opened.refusal);
    if (isWrong || opened.kind === 'broken') this.#settled.set(nameOf(entry), { entry, opened });
  }

  /** Other keys of these accounts are known: what they signed is checked again. */
  forgetSenders(changed: ReadonlySet<Uuid>): void {
    this.#forget(({ entry }) => changed.has(entry.sender));
  }

  /** More of a conversation is held: what did not open may have been sealed with another key of its epoch. */
  forgetBroken(conversation: Uuid): void {
    this.#forget(({ entry, opened }) => opened.kind === 'broken' && entry.conversation === conversation);
  }

  #forget(isOver: (settled: Settled) => boolean): void {
    this.#forgets++;
    for (const [name, settled] of this.#settled) if (isOver(settled)) this.#settled.delete(name);
  }
}

function nameOf({ conversation, seq }: Entry): string {
  return `${conversation}/${seq}`;
}

/** Whether two entries of one place are the same in all that an envelope speaks about. */
function isSame(one: Entry, other: Entry): boolean {
  const isOfOne = one.sender === other.sender && one.id === other.id && one.chain === other.chain;
  return isOfOne && bytesIn(one) === bytesIn(other) && canonicalJson(one.body) === canonicalJson(other.body);
}

function bytesIn({ payload }: Entry): string | undefined {
  return payload !== undefined && 'bytes' in payload ? payload.bytes : undefined;
}

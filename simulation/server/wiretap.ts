import { entryAfter, nextEntry } from '@parley/backend/domain/log/next-entry.ts';
import type { Command } from '@parley/backend/domain/log/command.ts';
import { CHAIN_START, type Entry } from '@parley/protocol';
import type { Heard } from '../checker/facts.ts';

/** All that a server was ever given, also what it has lost, or shows to some people only. */
export class Wiretap implements Heard {
  readonly #entries = new Map<string, Entry>();
  /** By the chain of an entry, that of the one before it. */
  readonly #before = new Map<string, string>();
  readonly #forged = new WeakSet<Command>();
  readonly #lies = new Set<string>();

  /** In the order in which they came. */
  get entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  historyUpTo(chain: string): readonly Entry[] {
    const history: Entry[] = [];
    for (let at = chain; at !== CHAIN_START; at = this.#before.get(at) ?? CHAIN_START) {
      const entry = this.#entries.get(at);
      if (entry === undefined) throw new Error(`nobody was ever given ${at}`);
      history.unshift(entry);
    }
    return history;
  }

  /** Whether the server itself put an entry where it stands. */
  isForged({ chain }: Pick<Entry, 'chain'>): boolean {
    return this.#lies.has(chain);
  }

  /** Marks a command that the server stores whatever it is. */
  forge(command: Command): Command {
    this.#forged.add(command);
    return command;
  }

  heard(entry: Entry, command: Command): void {
    if (!this.#entries.has(entry.chain)) this.#entries.set(entry.chain, entry);
    if (this.#forged.has(command)) this.#lies.add(entry.chain);
  }

  /** As an honest server decides, but for what is forged. */
  readonly next: typeof nextEntry = (state, command, referred, time) => {
    const appended = this.#forged.has(command)
      ? entryAfter(state, command, time)
      : nextEntry(state, command, referred, time);
    this.#before.set(appended.entry.chain, state?.chain ?? CHAIN_START);
    return appended;
  };
}

import type { Entry, Range, SyncPage, SyncRequest, Uuid } from '@parley/protocol';
import { afterOpening, isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import { isBareChange } from '../../model/said.ts';
import type { Run } from '../../model/stored-conversation.ts';
import type { Edge, OutsideLog } from '../../ports/outside-log.ts';
import { BrokenLogError } from './broken-log-error.ts';
import { follows, isWhole } from './is-whole.ts';
import type { LogContext } from './log-context.ts';

/** Reports whether what is fetched is consistent. */
type Judged = <T>(fetch: () => Promise<T>) => Promise<T>;

/** Pages of a log that stand beside its window, each checked by the chain of what is known around it. */
export class OutsidePages implements OutsideLog {
  readonly #context: LogContext;
  readonly #id: Uuid;
  readonly #judged: Judged;

  constructor(context: LogContext, id: Uuid, judged: Judged) {
    this.#context = context;
    this.#id = id;
    this.#judged = judged;
  }

  before(next: Edge, limit: number): Promise<Run> {
    return this.#read({ direction: 'before', conversation: this.#id, seq: next.seq, limit }, (page) => {
      if (page.to >= page.from && page.to !== next.seq - 1) throw new BrokenLogError();
      if (!isWhole(page, undefined) || !leadsTo(page, next)) throw new BrokenLogError();
      return page;
    });
  }

  after(previous: Edge, end: Edge, limit: number): Promise<Run> {
    const { seq, entry } = previous;
    const chain = entry && { chain: entry.chain };
    const request = { direction: 'after', conversation: this.#id, seq, limit, ...chain } as const;
    return this.#read(request, (page) => {
      // The server just confirmed this chain: a page that does not continue it is inconsistent.
      if (page.from !== seq + 1 || !isWhole(page, entry?.chain)) throw new BrokenLogError();
      // Hidden entries count for nothing in a page: it may go far beyond what was asked for.
      const run = upTo(page, end.seq - 1);
      if (!leadsTo(run, end)) throw new BrokenLogError();
      return run;
    });
  }

  async open(entries: readonly Entry[]): Promise<readonly HeldEntry[]> {
    const { opener, clock } = this.#context;
    const closed = entries.filter((entry) => isUnopened(entry) || isBareChange(entry));
    if (closed.length === 0) return entries;
    // However long it takes: nothing is stored here that could be opened later.
    const contents = await opener.open(closed, entries);
    const opened = new Map(
      closed.map((entry, at) => [entry, afterOpening(entry, contents[at], clock.now())]),
    );
    return entries.map((entry) => opened.get(entry) ?? entry);
  }

  async #read(request: SyncRequest, checked: (page: SyncPage) => Run): Promise<Run> {
    const run = await this.#judged(async () => checked(await this.#context.sync(request)));
    return { ...run, entries: await this.open(run.entries) };
  }
}

function leadsTo({ entries }: Run, { seq, entry }: Edge): boolean {
  const last = entries.findLast((before) => before.seq === seq - 1);
  return entry === undefined || last === undefined || follows(entry, last.chain);
}

function upTo({ from, to, entries, hidden }: SyncPage, end: number): Run {
  if (to <= end) return { from, to, entries, hidden };
  const cut = (range: Range) => ({ from: range.from, to: Math.min(range.to ?? end, end) });
  return {
    from,
    to: end,
    entries: entries.filter(({ seq }) => seq <= end),
    hidden: hidden.filter((range) => range.from <= end).map(cut),
  };
}

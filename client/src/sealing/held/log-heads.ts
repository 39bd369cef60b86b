import { KEY_LIMITS, type EnvelopeHeader, type Uuid } from '@parley/protocol';
import { judgeHead, type HeldLog } from '../../belief/judge-head.ts';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { LogEvent } from '../../model/log-event.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';
import type { HeldWindows } from './held-windows.ts';
import { headerIn } from './with-traces.ts';

interface LogHeadsDeps {
  readonly link: Pick<SealingLink, 'known' | 'loadOlder'> & {
    readonly storage: Pick<ChatStorage, 'readEntries'>;
  };
  readonly windows: Pick<HeldWindows, 'of'>;
  /** Its sender saw another log than the one that is held. */
  readonly differs: (entry: HeldEntry) => void;
}

/** Holds the heads of logs that senders saw against those that are held, once these go back so far. */
export class LogHeads {
  readonly #deps: LogHeadsDeps;
  /** Windows that grow by themselves. What that brings makes none grow. */
  readonly #growing = new Set<Uuid>();

  constructor(deps: LogHeadsDeps) {
    this.#deps = deps;
  }

  async moved(conversation: Uuid, event: LogEvent): Promise<void> {
    const held = await this.#held(conversation);
    if (held === undefined) return;
    if (event.kind === 'appended') await this.#judge(conversation, event.entries, held);
    if (event.kind === 'replaced')
      await this.#judge(conversation, await this.#read(conversation, held.first), held);
    if (event.kind === 'prepended') this.#differing(await this.#read(conversation, held.first), held);
  }

  async #judge(conversation: Uuid, entries: readonly HeldEntry[], held: HeldLog): Promise<void> {
    this.#differing(entries, held);
    const far = entries.flatMap((entry) => {
      const head = headIn(entry);
      const verdict = head && judgeHead(head, entry.seq, held);
      return verdict?.kind === 'later' && verdict.growsWindow ? [head?.seq ?? 0] : [];
    });
    if (far.length > 0) await this.#growTo(conversation, Math.min(...far));
  }

  #differing(entries: readonly HeldEntry[], held: HeldLog): void {
    for (const entry of entries) {
      const head = headIn(entry);
      if (head !== undefined && judgeHead(head, entry.seq, held).kind === 'differs')
        this.#deps.differs(entry);
    }
  }

  async #growTo(conversation: Uuid, seq: number): Promise<void> {
    const { known, loadOlder } = this.#deps.link;
    if (this.#growing.has(conversation)) return;
    this.#growing.add(conversation);
    try {
      while ((known.get(conversation)?.window?.first ?? 0) > seq)
        if (!(await loadOlder(conversation))) return;
    } finally {
      this.#growing.delete(conversation);
    }
  }

  /** The newest part of the window, which speaks of heads that are not further below. */
  #read(conversation: Uuid, first: number): Promise<readonly HeldEntry[]> {
    const last = this.#deps.link.known.get(conversation)?.window?.last ?? 0;
    const to = Math.min(last, first + 2 * KEY_LIMITS.headBehind);
    return this.#deps.link.storage.readEntries(conversation, first, to);
  }

  async #held(conversation: Uuid): Promise<HeldLog | undefined> {
    const stored = this.#deps.link.known.get(conversation);
    const window = stored && (await this.#deps.windows.of(stored));
    if (stored?.window === undefined || window === undefined) return undefined;
    const { first, hidden } = stored.window;
    return { first, hidden, chain: (seq) => window.chains.get(seq) };
  }
}

/** What the sender of something opened saw: its signature was found right. */
function headIn(entry: HeldEntry): EnvelopeHeader['log'] | undefined {
  return headerIn(entry)?.log;
}

import { CodedError, decodeContent, type Content, type Entry } from '@parley/protocol';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { Opener } from '../ports/opener.ts';
import type { ContentVerdict, SealedLogs } from '../ports/sealing/sealed-logs.ts';
import type { EpochKeys, WantedKey } from './epochs/epoch-keys.ts';
import { openEntry } from './open-entry.ts';
import type { OpenedEntry } from '../model/opened-entry.ts';

export interface SealedOpenerDeps {
  readonly logs: Pick<SealedLogs, 'judge' | 'onChange'>;
  readonly keys: Pick<EpochKeys, 'find' | 'fetch' | 'onMore'>;
}

const UNJUDGED: ContentVerdict = { kind: 'unjudged' };

/** Opens what counts by belief, in sealed conversations and in open ones. */
export class SealedOpener implements Opener {
  readonly #deps: SealedOpenerDeps;

  constructor(deps: SealedOpenerDeps) {
    this.#deps = deps;
  }

  async open(entries: readonly Entry[]): Promise<readonly (Content | undefined)[]> {
    const opened = await this.openAll(entries);
    return opened.map((one) => (one.kind === 'content' ? one.content : undefined));
  }

  onMore(listener: () => void): () => void {
    const { keys, logs } = this.#deps;
    const stops = [keys.onMore(listener), logs.onChange(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** What each entry says, or why that cannot be told, in their order. Missing keys are asked for, in one request. */
  async openAll(entries: readonly Entry[]): Promise<readonly OpenedEntry[]> {
    const { logs } = this.#deps;
    const first = await logs.judge(entries);
    await this.#fetch(wantedIn(entries, first));
    const verdicts = new Map(entries.map((entry, i) => [entry, first[i] ?? UNJUDGED]));
    // The keys that were asked for may tell who started an epoch.
    const again = entries.filter((entry) => verdicts.get(entry)?.kind === 'unjudged');
    for (const [i, verdict] of (await logs.judge(again)).entries())
      if (again[i] !== undefined) verdicts.set(again[i], verdict);
    return Promise.all(entries.map((entry) => this.#open(entry, verdicts.get(entry) ?? UNJUDGED)));
  }

  /** Without an answer, what is held has to do: see `EpochKeys.retry`. */
  async #fetch(wanted: readonly WantedKey[]): Promise<void> {
    try {
      await this.#deps.keys.fetch(wanted);
    } catch (error) {
      if (!(error instanceof NoAnswerError || error instanceof CodedError)) throw error;
    }
  }

  async #open(entry: Entry, verdict: ContentVerdict): Promise<OpenedEntry> {
    switch (verdict.kind) {
      case 'open':
        return plain(entry);
      case 'believed': {
        const { envelope, commitment } = verdict;
        const { epoch } = envelope.header;
        return openEntry(envelope, await this.#deps.keys.find(entry.conversation, { epoch, commitment }));
      }
      case 'unjudged':
        // It was asked for by now.
        return verdict.epoch === undefined ? verdict : { kind: 'noKey', epoch: verdict.epoch };
      case 'refused':
        return verdict;
    }
  }
}

function plain({ payload }: Entry): OpenedEntry {
  const content = payload !== undefined && 'bytes' in payload ? decodeContent(payload) : undefined;
  return content === undefined ? { kind: 'unreadable' } : { kind: 'content', content };
}

function wantedIn(entries: readonly Entry[], verdicts: readonly ContentVerdict[]): readonly WantedKey[] {
  const wanted = new Map<string, WantedKey>();
  for (const [i, { conversation }] of entries.entries()) {
    const named = epochIn(verdicts[i]);
    if (named !== undefined) wanted.set(`${conversation}/${named.epoch}`, { conversation, ...named });
  }
  return [...wanted.values()];
}

function epochIn(verdict: ContentVerdict | undefined): Omit<WantedKey, 'conversation'> | undefined {
  if (verdict?.kind === 'unjudged' && verdict.epoch !== undefined) return { epoch: verdict.epoch };
  if (verdict?.kind !== 'believed') return undefined;
  return { epoch: verdict.envelope.header.epoch, commitment: verdict.commitment };
}

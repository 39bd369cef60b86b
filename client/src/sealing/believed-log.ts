import { isBundle, isInRosterList, type BundleEnvelope, type Entry, type Uuid } from '@parley/protocol';
import { believeEpochs } from '../belief/believe-epochs.ts';
import { emptyRoster, foldRoster } from '../belief/believe-roster.ts';
import { checkEntry, type CheckedEntry } from '../belief/check-entry.ts';
import { heldBundleOf } from '../belief/held-bundle-of.ts';
import {
  judgeContent,
  withNamed,
  type AuthoredContent,
  type ContentVerdict,
} from '../belief/judge-content.ts';
import { withVouches, type LogView, type Vouches } from '../belief/log-view.ts';
import type { BelievedEpochs } from '../model/believed-epoch.ts';
import type { BelievedRoster } from '../model/believed-roster.ts';
import type { HeldBundle } from '../model/held-bundle.ts';
import type { KeyLogs, SenderKeys } from '../model/sender-keys.ts';
import type { Stairs } from '../model/stairs.ts';
import type { EpochKey } from '../ports/sealing/epoch-key-keeper.ts';

/** What is believed of a conversation. */
export interface Believed extends LogView {
  readonly epochs: BelievedEpochs;
}

/** A bundle that counts, with its envelope. */
export interface CountedBundle {
  readonly entry: Entry;
  readonly envelope: BundleEnvelope;
}

/** One conversation as it is believed: each signature is checked once, as long as its sender's key log stays the same. */
export class BelievedLog {
  readonly #conversation: Uuid;
  /** The roster list and everything that holds keys, by seq. */
  readonly #held = new Map<number, Entry>();
  readonly #checks = new Map<
    Entry,
    { readonly by: SenderKeys | undefined; readonly checked: CheckedEntry }
  >();
  /** Where each sender's ids stand first. */
  readonly #firsts = new Map<string, number>();
  #contentVouches: Vouches = {};
  #named: Stairs = [];
  #roster: BelievedRoster;
  /** What `#roster` is the fold of. */
  #folded: readonly CheckedEntry[] = [];

  constructor(conversation: Uuid) {
    this.#conversation = conversation;
    this.#roster = emptyRoster(conversation);
  }

  /** Takes entries, in whichever order they come. What was sent without its keys is replaced by the same entry with them. */
  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const name = nameOf(entry);
      this.#firsts.set(name, Math.min(entry.seq, this.#firsts.get(name) ?? entry.seq));
      if (!isInRosterList(entry) && entry.body.kind !== 'keys') continue;
      const before = this.#held.get(entry.seq);
      if (before?.payload?.kind !== 'sealed') this.#held.set(entry.seq, entry);
    }
  }

  /** @param opened keys that are kept here: those that newcomers were handed show in them */
  async believe(keyLogs: KeyLogs, opened: readonly EpochKey[]): Promise<Believed> {
    const checked = await this.#checkAll(keyLogs);
    const listed = checked.filter(({ entry }) => isInRosterList(entry));
    const roster = this.#fold(listed, keyLogs);
    const view = { roster, keyLogs, vouches: withVouches(this.#contentVouches, checked, keyLogs) };
    const bundles = checked.flatMap((one) => bundleIn(one, opened));
    return { ...view, epochs: believeEpochs(bundles, view) };
  }

  /** Whether a message, an edit or a reaction counts that was checked. */
  judge(believed: Believed, { entry, check }: CheckedEntry, content: AuthoredContent): ContentVerdict {
    this.#contentVouches = withVouches(this.#contentVouches, [{ entry, check }], believed.keyLogs);
    const firstSeq = this.#firsts.get(nameOf(entry)) ?? entry.seq;
    const verdict = judgeContent({ ...believed, named: this.#named, firstSeq }, content);
    this.#named = withNamed(this.#named, content, verdict);
    return verdict;
  }

  /** The bundles that count by what is believed. */
  counted({ epochs, keyLogs }: Believed): readonly CountedBundle[] {
    const refused = new Set(epochs.refused.map(({ seq }) => seq));
    return [...this.#held.values()].flatMap((entry) => {
      const cached = this.#checks.get(entry);
      if (cached === undefined || cached.by !== keyLogs.get(entry.sender) || refused.has(entry.seq))
        return [];
      const { check } = cached.checked;
      return check.kind === 'signed' && isBundle(check.envelope) ? [{ entry, envelope: check.envelope }] : [];
    });
  }

  /** Goes on from the last fold where the list only grew; an entry that was checked again makes a new one. */
  #fold(listed: readonly CheckedEntry[], keyLogs: KeyLogs): BelievedRoster {
    const { length } = this.#folded;
    const hasGrown = length <= listed.length && this.#folded.every((one, i) => one === listed[i]);
    const before = hasGrown ? this.#roster : emptyRoster(this.#conversation, this.#roster.floors);
    this.#roster = foldRoster(before, hasGrown ? listed.slice(length) : listed, keyLogs);
    this.#folded = listed;
    return this.#roster;
  }

  #checkAll(keyLogs: KeyLogs): Promise<CheckedEntry[]> {
    const held = [...this.#held.values()].sort((a, b) => a.seq - b.seq);
    return Promise.all(held.map((entry) => this.#check(entry, keyLogs)));
  }

  async #check(entry: Entry, keyLogs: KeyLogs): Promise<CheckedEntry> {
    const by = keyLogs.get(entry.sender);
    const before = this.#checks.get(entry);
    if (before?.by === by && before !== undefined) return before.checked;
    const checked = await checkEntry(entry, keyLogs);
    this.#checks.set(entry, { by, checked });
    return checked;
  }
}

function nameOf({ sender, id }: Pick<Entry, 'sender' | 'id'>): string {
  return `${sender}/${id}`;
}

function bundleIn(checked: CheckedEntry, opened: readonly EpochKey[]): readonly HeldBundle[] {
  const bundled = heldBundleOf(checked);
  if (bundled?.kind !== 'held') return [];
  const { bundle } = bundled;
  const handed = handedBy(bundle, opened);
  return [handed.length === 0 ? bundle : { ...bundle, handed }];
}

/** The commitments of the epochs before its own that a bundle handed over, once all their keys were opened. */
function handedBy({ from, epoch }: HeldBundle, opened: readonly EpochKey[]): readonly string[] {
  const keys = opened.filter((key) => key.epoch >= from && key.epoch < epoch);
  return keys.length === epoch - from ? keys.map(({ commitment }) => commitment) : [];
}

import { isBundle, isInRosterList, type BundleEnvelope, type Entry, type Uuid } from '@parley/protocol';
import { believeEpochs } from '../belief/believe-epochs.ts';
import { emptyRoster, foldRoster } from '../belief/believe-roster.ts';
import { checkEntry, checkHanded, type CheckedEntry } from '../belief/check-entry.ts';
import { claimedIn, claimedKeyLog } from '../belief/claimed-key-log.ts';
import { judgeBareChange, type BareChange, type BareVerdict } from '../belief/judge-bare-change.ts';
import { heldBundleOf } from '../belief/held-bundle-of.ts';
import {
  judgeContent,
  withNamed,
  type AuthoredContent,
  type ContentVerdict,
} from '../belief/judge-content.ts';
import { joinedVouches, withVouches, type LogView, type Vouches } from '../belief/log-view.ts';
import type { BelievedEpochs } from '../model/sealing/believed-epoch.ts';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { HandedEntry } from '../model/sealing/handed-entry.ts';
import type { HeldBundle } from '../model/sealing/held-bundle.ts';
import type { SealingMemory } from '../model/sealing/kept-roster.ts';
import type { KeyLogs, SenderKeys } from '../model/keys/sender-keys.ts';
import { joined, type Stairs } from '../model/sealing/stairs.ts';
import { NO_TRACES, traceName, type WindowTraces } from '../model/sealing/window-traces.ts';
import type { EpochKey } from '../ports/sealing/epoch-key-keeper.ts';
import { isSealedThere } from './is-sealed-there.ts';

/** What is believed of a conversation. */
export interface Believed extends LogView {
  readonly epochs: BelievedEpochs;
  /** From which entry on nothing is believed without a signature; undefined while the conversation is open. */
  readonly sealedFrom?: number | undefined;
  /** The accounts whose key logs are vouched for further than they are known, and how far. */
  readonly beyond: ReadonlyMap<Uuid, number>;
}

/** An entry, with the user's part of its keys where it came without the whole. */
interface HeldEntry {
  readonly entry: Entry;
  readonly bundle?: Uint8Array;
  /** Up to which entry of its key log its envelope says it vouches for its sender. */
  readonly claimed: number;
  /** Whether its conversation is sealed from here on. */
  readonly isSealed: boolean;
}

/** The chain at a place of the log, as far as that is held. */
type ChainAt = (seq: number) => string | undefined;

/** A bundle that counts, with its envelope. */
export interface CountedBundle {
  readonly entry: Entry;
  readonly envelope: BundleEnvelope;
}

/** One conversation as it is believed: each signature is checked once, as long as its sender's key log stays the same. */
export class BelievedLog {
  readonly #conversation: Uuid;
  /** The roster list and everything that holds keys, by seq. */
  readonly #held = new Map<number, HeldEntry>();
  readonly #checks = new Map<
    HeldEntry,
    { readonly by: SenderKeys | undefined; readonly checked: CheckedEntry }
  >();
  /** The places of each sender's ids: of an entry that was being judged when its log was cut, too. */
  readonly #places = new Map<string, Pick<Entry, 'seq' | 'chain'>[]>();
  #traces = NO_TRACES;
  #contentVouches: Vouches = {};
  #named: Stairs = [];
  #memory: SealingMemory;
  #roster: BelievedRoster;
  /** What `#roster` is the fold of. */
  #folded: readonly CheckedEntry[] = [];

  constructor(conversation: Uuid, memory: SealingMemory = { floors: {} }) {
    this.#conversation = conversation;
    this.#memory = memory;
    this.#roster = emptyRoster(conversation, memory);
  }

  /** What counts also after the log has lost its end. */
  get memory(): SealingMemory {
    return this.#memory;
  }

  /** Takes entries, in whichever order they come. What was sent without its keys is replaced by the same entry with them. */
  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#place(entry);
      if (!isInRosterList(entry) && entry.body.kind !== 'keys') continue;
      const before = this.#held.get(entry.seq);
      const isOther = before?.entry.chain !== entry.chain;
      const isBetter = isOther || (entry.payload?.kind === 'sealed' && !holdsKeys(before));
      if (isBetter)
        this.#held.set(entry.seq, { entry, claimed: claimedKeyLog(entry), isSealed: isSealedThere(entry) });
    }
  }

  /** Takes what the window tells of entries that were judged before, as after a restart: they are not judged again. */
  takeTraces(traces: WindowTraces): void {
    this.#traces = traces;
  }

  /**
   * Takes entries with the user's part of their keys. They take the place of the same ones without, or with a wrong part. What the roster
   * list has stays as it stands there, and nothing comes into it by this.
   */
  takeHanded(handed: readonly HandedEntry[]): void {
    for (const { entry, bundle } of handed) {
      const before = this.#held.get(entry.seq);
      const isRight = before !== undefined && this.#checks.get(before)?.checked.check.kind === 'signed';
      if (isRight || (isInRosterList(entry) && before?.entry.chain !== entry.chain)) continue;
      const kept = isInRosterList(entry) && before ? before.entry : entry;
      this.#held.set(entry.seq, {
        entry: kept,
        bundle,
        claimed: claimedIn(bundle),
        isSealed: isSealedThere(kept),
      });
    }
  }

  /** The accounts whose key logs are vouched for further than they are known, and how far. */
  vouchedBeyond(keyLogs: KeyLogs, more: readonly Entry[]): ReadonlyMap<Uuid, number> {
    const beyond = new Map<Uuid, number>();
    const count = ({ sender }: Entry, claimed: number) => {
      const known = Math.max(keyLogs.get(sender)?.followed.log.seq ?? 0, beyond.get(sender) ?? 0);
      if (claimed > known) beyond.set(sender, claimed);
    };
    for (const { entry, claimed } of this.#held.values()) count(entry, claimed);
    for (const entry of more) count(entry, claimedKeyLog(entry));
    return beyond;
  }

  #sealedFrom(): number | undefined {
    const starts = [...this.#held.values()].flatMap(({ entry, isSealed }) => (isSealed ? entry.seq : []));
    // Sealed is for good, also where the log was replaced by an open one.
    const all = [
      ...starts,
      ...(this.#memory.beginning === undefined ? [] : [this.#memory.beginning.sealedAt]),
    ];
    return all.length === 0 ? undefined : Math.min(...all);
  }

  /** What is remembered after this log where something else was remembered before. */
  memoryAfter(memory: SealingMemory, keyLogs: KeyLogs): SealingMemory {
    const { floors } = foldRoster(emptyRoster(this.#conversation, memory), this.#folded, keyLogs);
    return { ...this.#memory, ...memory, floors };
  }

  /**
   * @param opened keys that are kept here: those that newcomers were handed show in them
   * @param listedTo up to where the roster list is whole
   */
  async believe(keyLogs: KeyLogs, opened: readonly EpochKey[], listedTo = 0): Promise<Believed> {
    const checked = await this.#checkAll(keyLogs);
    const listed = checked.filter(({ entry }) => isInRosterList(entry));
    const roster = this.#fold(listed, keyLogs);
    this.#memory = { ...beginningOf(roster, listedTo), ...this.#memory, floors: roster.floors };
    const vouches = joinedVouches(this.#traces.vouches, this.#contentVouches);
    const view = { roster, keyLogs, vouches: withVouches(vouches, checked, keyLogs) };
    const bundled = checked.filter((one) => !isKeptElsewhere(one)).flatMap((one) => heldBundleOf(one) ?? []);
    const bundles = bundled.flatMap((one) => (one.kind === 'held' ? [withHanded(one.bundle, opened)] : []));
    const epochs = believeEpochs(bundles, view);
    // No right signature, or none at all.
    const wrong = bundled.flatMap((one) => (one.kind === 'refused' ? [one.refused] : []));
    return {
      ...view,
      epochs: { ...epochs, refused: [...wrong, ...epochs.refused] },
      sealedFrom: this.#sealedFrom(),
      beyond: this.vouchedBeyond(keyLogs, []),
    };
  }

  /** Whether a message, an edit or a reaction counts that was checked. */
  judge(
    believed: Believed,
    { entry, check }: CheckedEntry,
    content: AuthoredContent,
    chainAt: ChainAt,
  ): ContentVerdict {
    this.#contentVouches = withVouches(this.#contentVouches, [{ entry, check }], believed.keyLogs);
    const { sender } = entry;
    const { named } = this.#traces;
    const view = {
      ...believed,
      // What was judged since then, such as in one go with this one, is not in what is believed.
      vouches: { [sender]: joined(believed.vouches[sender], this.#contentVouches[sender]) },
      named: joined(named, this.#named),
      firstSeq: this.#firstSeqOf(entry, chainAt),
    };
    const verdict = judgeContent(view, content);
    this.#named = withNamed(this.#named, content, verdict);
    return verdict;
  }

  /** Whether a deletion or a pin counts that was checked. */
  judgeBare(
    believed: Believed,
    { entry, check }: CheckedEntry,
    change: BareChange,
    chainAt: ChainAt,
  ): BareVerdict {
    const { keyLogs } = believed;
    this.#contentVouches = withVouches(this.#contentVouches, [{ entry, check }], keyLogs);
    const rosterBefore = () => {
      const before = this.#folded.filter((one) => one.entry.seq < entry.seq);
      return foldRoster(emptyRoster(this.#conversation, this.#memory), before, keyLogs);
    };
    return judgeBareChange({ ...believed, firstSeq: this.#firstSeqOf(entry, chainAt), rosterBefore }, change);
  }

  /** Where the id of an entry stands first, in this run or before, in the log that is held. */
  #firstSeqOf(entry: Entry, chainAt: ChainAt): number {
    const name = traceName(entry);
    const places = (this.#places.get(name) ?? []).filter(
      ({ seq, chain }) => (chainAt(seq) ?? chain) === chain,
    );
    return Math.min(entry.seq, this.#traces.firsts.get(name) ?? entry.seq, ...places.map(({ seq }) => seq));
  }

  #place(entry: Entry): void {
    const { seq, chain } = entry;
    const name = traceName(entry);
    const places = this.#places.get(name);
    if (places === undefined) this.#places.set(name, [{ seq, chain }]);
    else if (!places.some((place) => place.chain === chain)) places.push({ seq, chain });
  }

  /** The bundles that count by what is believed. */
  counted({ epochs, keyLogs }: Believed): readonly CountedBundle[] {
    const refused = new Set(epochs.refused.map(({ seq }) => seq));
    return [...this.#held.values()].flatMap((held) => {
      const { entry } = held;
      const cached = this.#checks.get(held);
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
    const before = hasGrown ? this.#roster : emptyRoster(this.#conversation, this.#memory);
    this.#roster = foldRoster(before, hasGrown ? listed.slice(length) : listed, keyLogs);
    this.#folded = listed;
    return this.#roster;
  }

  #checkAll(keyLogs: KeyLogs): Promise<CheckedEntry[]> {
    const held = [...this.#held.values()].sort((a, b) => a.entry.seq - b.entry.seq);
    return Promise.all(held.map((one) => this.#check(one, keyLogs)));
  }

  async #check(held: HeldEntry, keyLogs: KeyLogs): Promise<CheckedEntry> {
    const { entry, bundle } = held;
    const by = keyLogs.get(entry.sender);
    const before = this.#checks.get(held);
    if (before?.by === by && before !== undefined) return before.checked;
    const checked = await (bundle === undefined
      ? checkEntry(entry, keyLogs)
      : checkHanded({ entry, bundle }, keyLogs));
    this.#checks.set(held, { by, checked });
    return checked;
  }
}

function holdsKeys({ entry: { payload }, bundle }: HeldEntry): boolean {
  return bundle !== undefined || payload?.kind === 'sealed';
}

/** What there was before a conversation was sealed, once its list is known to be whole so far. */
function beginningOf({ isSealed, open, points }: BelievedRoster, listedTo: number): Partial<SealingMemory> {
  const sealedAt = points[open.length]?.seq;
  return isSealed && sealedAt !== undefined && sealedAt <= listedTo ? { beginning: { open, sealedAt } } : {};
}

/** Keys travel without what is in them: nothing is wrong with an entry whose keys were not asked for. */
function isKeptElsewhere({ entry: { payload }, check }: CheckedEntry): boolean {
  return payload?.kind === 'elsewhere' && check.kind === 'unsigned';
}

function withHanded(bundle: HeldBundle, opened: readonly EpochKey[]): HeldBundle {
  const handed = handedBy(bundle, opened);
  return handed.length === 0 ? bundle : { ...bundle, handed };
}

/** The commitments of the epochs before its own that a bundle handed over, once all their keys were opened. */
function handedBy({ from, epoch }: HeldBundle, opened: readonly EpochKey[]): readonly string[] {
  const keys = opened.filter((key) => key.epoch >= from && key.epoch < epoch);
  return keys.length === epoch - from ? keys.map(({ commitment }) => commitment) : [];
}

import { bytesOf, canonicalJson, isContent, isSimple, type Entry, type Uuid } from '@parley/protocol';
import { checkEntry, type CheckedEntry } from '../belief/check-entry.ts';
import { whomToSealTo, type SealingTo } from '../belief/whom-to-seal-to.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';
import type { Addressee } from '../ports/sealing/entry-sender.ts';
import type { EpochKeyKeeper } from '../ports/sealing/epoch-key-keeper.ts';
import type { HeldLogs, HeldSealedLog } from '../ports/sealing/held-logs.ts';
import type { BelievedBundle, ContentVerdict, EpochPlace, SealedLogs } from '../ports/sealing/sealed-logs.ts';
import { withComing, type HeldAndComing } from './held/with-coming.ts';
import { unstartedDirect } from './unstarted-direct.ts';
import { isBareChange } from '../model/said.ts';
import { BelievedLog, type Believed, type CountedBundle } from './believed-log.ts';

export interface BelievedLogsDeps {
  readonly me: Uuid;
  readonly held: HeldLogs;
  readonly keeper: Pick<EpochKeyKeeper, 'of'>;
  /** The key logs that were checked here, the user's own among them. */
  keyLogs(): KeyLogs;
  /** Accounts that the server calls removed. */
  removed(): ReadonlySet<Uuid>;
  /** Reads on in key logs. @throws CodedError, NoAnswerError */
  refresh(users: readonly Uuid[]): Promise<void>;
  /** The same for those that are not known as far as somebody vouches for them. */
  readTo(beyond: ReadonlyMap<Uuid, number>): Promise<void>;
  /** What is believed of a conversation now. @param isWhole whether nothing of its roster list is lacking before what is held */
  believed?(conversation: Uuid, believed: Believed, isWhole: boolean): void;
  judged?(entry: Entry, verdict: ContentVerdict): void;
}

/** A conversation that is not open. */
export interface BelievedConversation {
  readonly conversation: Uuid;
  readonly held: HeldSealedLog;
  readonly believed: Believed;
  readonly to: SealingTo;
}

/** Sealed conversations as they are believed by what is held of them. */
export class BelievedLogs implements SealedLogs {
  readonly #deps: BelievedLogsDeps;
  readonly #logs = new Map<Uuid, BelievedLog>();

  constructor(deps: BelievedLogsDeps) {
    this.#deps = deps;
  }

  /** Undefined for a conversation that is open. */
  async meet(conversation: Uuid): Promise<BelievedConversation | undefined> {
    for (;;) {
      const held = await this.#deps.held.meet(conversation);
      if (held === undefined) return undefined;
      const log = this.#log(conversation, held);
      await this.#readKeyLogs(log, held);
      // What was held before the log lost its end would be believed of the one that goes on.
      if (this.#logs.get(conversation) === log) return this.#met(conversation, held);
    }
  }

  async #met(conversation: Uuid, held: HeldSealedLog): Promise<BelievedConversation> {
    const believed = await this.#believe(conversation, held);
    const to = whomToSealTo(believed.roster, this.#deps.keyLogs(), this.#deps.removed());
    return { conversation, held, believed, to };
  }

  /** Whoever made the group, or changed it, may be somebody whose keys were never asked for. */
  async #readKeyLogs(log: BelievedLog, held: HeldSealedLog): Promise<void> {
    log.take(held.entries);
    await this.#deps.readTo(log.vouchedBeyond(this.#deps.keyLogs(), []));
  }

  /**
   * Reads on in the key logs of its members. Others may join while the server is asked: they are asked for, too.
   * @returns what is believed then, of no members but those. Undefined for a conversation that is open
   * @throws CodedError, NoAnswerError
   */
  async refreshMembers(conversation: Uuid): Promise<BelievedConversation | undefined> {
    const asked = new Set<Uuid>();
    for (;;) {
      const met = await this.meet(conversation);
      const members = [...(met?.to.recipients ?? []), ...(met?.to.leftOut ?? [])].map(({ user }) => user);
      const others = members.filter((user) => !asked.has(user));
      if (others.length === 0) return met;
      await this.#deps.refresh(others);
      for (const user of others) asked.add(user);
    }
  }

  async prepare(entries: readonly Entry[], coming: readonly Entry[] = []): Promise<void> {
    const byConversation = Map.groupBy([...coming, ...entries], (entry) => entry.conversation);
    const places = [...byConversation].map(([conversation, some]) => {
      const isSealed = some.some(({ payload }) => isSigned(payload));
      const head = Math.max(...some.map(({ seq }) => seq));
      return { conversation, upTo: neededUpTo(some, new Set(coming)), head, isSealed };
    });
    await this.#deps.held.prepare(places);
    await this.#readKeyLogsOf(byConversation, (log, some) => {
      log.take(some);
      return some;
    });
  }

  async judge(entries: readonly Entry[], coming: readonly Entry[] = []): Promise<readonly ContentVerdict[]> {
    const verdicts = new Map<Entry, ContentVerdict>();
    const byConversation = [...Map.groupBy(entries, (entry) => entry.conversation)];
    const judging = byConversation.map(async ([conversation, some]) => {
      const held = await this.#deps.held.of(conversation);
      const along = coming.filter((entry) => entry.conversation === conversation);
      if (held !== undefined) await this.#judge(conversation, withComing(held, along), some, verdicts);
    });
    await Promise.all(judging);
    return entries.map((entry) => verdicts.get(entry) ?? { kind: 'open' });
  }

  takeOwn(entry: Entry): void {
    this.#logs.get(entry.conversation)?.take([entry]);
  }

  async bundles(wanted: readonly EpochPlace[]): Promise<readonly BelievedBundle[]> {
    const handed = Map.groupBy(await this.#deps.held.keys(wanted), ({ entry }) => entry.conversation);
    const taken = await this.#readKeyLogsOf(handed, (log, some) => {
      log.takeHanded(some);
      return [];
    });
    const found = taken.map(async ({ conversation, held, log, some }) => {
      if (this.#logs.get(conversation) !== log) return [];
      const believed = await this.#believe(conversation, held);
      const seqs = new Set(some.map(({ entry: { seq } }) => seq));
      const counted = log.counted(believed).filter(({ entry }) => seqs.has(entry.seq));
      return counted.flatMap((bundle) => bundleFor(this.#deps.me, bundle, believed));
    });
    return (await Promise.all(found)).flat();
  }

  /**
   * Takes something into each of these conversations, and reads on in the key logs that are vouched for by then, in one go.
   * @param take returns what vouches as well, though it is not to be held
   * @returns those of which something is held
   */
  async #readKeyLogsOf<Some>(
    byConversation: ReadonlyMap<Uuid, Some>,
    take: (log: BelievedLog, some: Some) => readonly Entry[],
  ) {
    const all = [...byConversation].map(async ([conversation, some]) => {
      const held = await this.#deps.held.of(conversation);
      return held === undefined ? [] : { conversation, held, some };
    });
    const beyond = new Map<Uuid, number>();
    const taken = (await Promise.all(all)).flat().map((one) => {
      const log = this.#log(one.conversation, one.held);
      log.take(one.held.entries);
      for (const [uid, seq] of log.vouchedBeyond(this.#deps.keyLogs(), take(log, one.some)))
        beyond.set(uid, Math.max(seq, beyond.get(uid) ?? 0));
      return { ...one, log };
    });
    await this.#deps.readTo(beyond);
    return taken;
  }

  /** The log has lost its end: what was believed of it is judged anew. What counts for sealing stays. */
  forget(conversation: Uuid): void {
    const before = this.#logs.get(conversation);
    if (before !== undefined) this.#logs.set(conversation, new BelievedLog(conversation, before.memory));
  }

  checkOpen(to: Addressee): void {
    this.#deps.held.checkOpen(to);
  }

  catchUp(conversation: Uuid): Promise<void> {
    return this.#deps.held.catchUp(conversation);
  }

  onChange(listener: (conversation: Uuid) => void): () => void {
    return this.#deps.held.onChange(listener);
  }

  async #believe(conversation: Uuid, held: HeldAndComing): Promise<Believed> {
    const log = this.#log(conversation, held);
    const keyLogs = this.#deps.keyLogs();
    log.take(held.entries);
    log.takeTraces(held.traces);
    const opened = await this.#deps.keeper.of(conversation);
    const believed = await log.believe(keyLogs, opened, held.listedTo);
    if (canonicalJson(log.memory) !== canonicalJson(held.memory))
      await this.#deps.held.remember(conversation, (memory) => log.memoryAfter(memory, keyLogs));
    const isWhole = (believed.roster.points.at(-1)?.seq ?? 0) <= (held.wholeTo ?? held.listedTo);
    this.#deps.believed?.(conversation, believed, isWhole);
    const isUnstarted = held.head.seq === 0 && held.pair !== undefined;
    return isUnstarted
      ? { ...believed, roster: unstartedDirect(conversation, held.pair, keyLogs) }
      : believed;
  }

  /** In the order of the log: what comes first vouches for what follows. */
  async #judge(
    conversation: Uuid,
    held: HeldAndComing,
    entries: readonly Entry[],
    verdicts: Map<Entry, ContentVerdict>,
  ): Promise<void> {
    const log = this.#log(conversation, held);
    log.take(entries);
    const believed = await this.#believe(conversation, held);
    const { sealedFrom = Number.POSITIVE_INFINITY } = believed;
    const chain = (seq: number) => {
      const known = held.chain(seq);
      return known === undefined ? undefined : bytesOf(known);
    };
    for (const entry of entries.toSorted((a, b) => a.seq - b.seq)) {
      if (entry.payload?.kind !== 'sealed' && entry.seq < sealedFrom) continue;
      const checked = await checkEntry(entry, this.#deps.keyLogs(), chain);
      const verdict = judged(log, believed, checked, held);
      verdicts.set(entry, verdict);
      this.#deps.judged?.(entry, verdict);
    }
  }

  #log(conversation: Uuid, { memory }: HeldSealedLog): BelievedLog {
    const log = this.#logs.get(conversation) ?? new BelievedLog(conversation, memory);
    this.#logs.set(conversation, log);
    return log;
  }
}

/** The roster list must be complete up to here, so that the entries can be judged. Entries in `coming` bring their own part of it. */
function neededUpTo(entries: readonly Entry[], coming: ReadonlySet<Entry>): number {
  const first = Math.min(...entries.filter((entry) => coming.has(entry)).map(({ seq }) => seq));
  return Math.max(...entries.map((entry) => (coming.has(entry) ? first : entry.seq) - 1));
}

function isSigned(payload: Entry['payload']): boolean {
  return (payload?.kind === 'sealed' && !isSimple(payload)) || payload?.kind === 'elsewhere';
}

function judged(
  log: BelievedLog,
  believed: Believed,
  checked: CheckedEntry,
  { senders, chain }: Pick<HeldSealedLog, 'senders' | 'chain'>,
): ContentVerdict {
  const { entry, check } = checked;
  if (check.kind !== 'signed') {
    const refusal = check.kind === 'unsigned' ? 'unsigned' : check.refusal;
    // The sender's key log may be one that is to be had.
    return refusal === 'device' || refusal === 'keyLogHead'
      ? { kind: 'unjudged', refusal }
      : { kind: 'refused', refusal };
  }
  const { envelope, signed } = check;
  const { seq, sender, body } = entry;
  if (isBareChange(entry)) {
    const of = 'target' in body ? senders.get(body.target) : undefined;
    const verdict = log.judgeBare(believed, checked, { seq, sender, signed, body, of }, chain);
    return verdict.kind === 'waits' ? { kind: 'unjudged' } : verdict;
  }
  if (!isContent(envelope)) return { kind: 'refused', refusal: 'pairing' };
  const { epoch } = envelope.header;
  const verdict = log.judge(believed, checked, { seq, sender, signed, epoch }, chain);
  switch (verdict.kind) {
    case 'counts':
      return { kind: 'believed', envelope, commitment: verdict.epoch.commitment };
    case 'waits':
      return { kind: 'unjudged', epoch };
    case 'refused':
      return verdict;
  }
}

function bundleFor(
  me: Uuid,
  { entry, envelope }: CountedBundle,
  { epochs }: Believed,
): readonly BelievedBundle[] {
  const { recipients, ...head } = envelope;
  const recipient = recipients.find(({ user }) => user === me);
  if (recipient === undefined) return [];
  const commitments = new Map([...epochs.epochs].map(([epoch, { commitment }]) => [epoch, commitment]));
  return [{ id: entry.id, sender: entry.sender, head, recipient, commitments }];
}

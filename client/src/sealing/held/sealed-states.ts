import { canonicalJson, currentMembers, type Entry, type Uuid } from '@parley/protocol';
import { whomToSealTo } from '../../belief/whom-to-seal-to.ts';
import type { BelievedRoster } from '../../model/sealing/believed-roster.ts';
import type { AlarmsSeen } from '../../model/sealing/kept-roster.ts';
import { isBareChange } from '../../model/said.ts';
import { lateCode } from '../../platform/late-code.ts';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { NotOpened, SealedConversation } from '../../model/sealing/sealed-conversation.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import type { ContentVerdict } from '../../ports/sealing/sealed-logs.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';
import type { Believed } from '../believed-log.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';
import { causeOf, isIn, isToldOnce, lostCause, placeOf } from './alarm-causes.ts';
import { alarmsIn, bareAlarm } from './alarms-in.ts';
import type { RosterLists } from './roster-lists.ts';
import type { KnownKeyLogs } from './known-key-logs.ts';

const NOTHING: SealedConversation = { protection: 'open', leftOut: [], notOpened: new Map(), alarms: [] };

/** What the user has seen of alarms and what not, over restarts. */
type KeptAlarms = Pick<RosterLists, 'of' | 'keepAlarm' | 'alarmsSeen'>;
type StatesLink = Pick<SealingLink, 'me' | 'known' | 'sink' | 'clock' | 'background'> & {
  /** Accounts that the server calls removed. */
  removed(): ReadonlySet<Uuid>;
};

/** Before all entries, epochs and times. */
const NOWHERE = -1;

type What = Pick<SealedConversation, 'protection' | 'members' | 'leftOut'>;

/** How each conversation is sealed, as pages are told. */
export class SealedStates {
  readonly #link: StatesLink;
  readonly #keyLogs: Pick<KnownKeyLogs, 'now' | 'wasAsked' | 'wasAskedUpTo'>;
  readonly #lists: KeptAlarms;
  readonly #states = new Map<Uuid, SealedConversation>();
  /** Of each conversation and cause, where it showed last, whether that was told or not. */
  readonly #shown = new Map<Uuid, Map<string, number>>();
  /** What was seen since the start: it holds before it is written, or without. */
  readonly #seen = new Map<Uuid, AlarmsSeen>();
  /** Conversations whose kept alarms were told since the start. */
  readonly #recalled = new Set<Uuid>();
  readonly #loadLostChanges = lateCode(() => import('../../belief/lost-changes.ts'));

  constructor(
    link: StatesLink,
    keyLogs: Pick<KnownKeyLogs, 'now' | 'wasAsked' | 'wasAskedUpTo'>,
    lists: KeptAlarms,
  ) {
    this.#link = link;
    this.#keyLogs = keyLogs;
    this.#lists = lists;
  }

  /** Whether pages were told anything of a conversation. */
  has(conversation: Uuid): boolean {
    return this.#states.has(conversation);
  }

  /** The conversations that some of these people are in, as far as pages were told. */
  withAny(users: ReadonlySet<Uuid>): readonly Uuid[] {
    return [...this.#states].flatMap(([conversation, { members = [], leftOut }]) => {
      const people = [...members, ...leftOut.map(({ user }) => user)];
      return people.some((user) => users.has(user)) ? [conversation] : [];
    });
  }

  /** Nothing is sealed in it, and nothing is going to be. @param keyless for want of whose keys it is so */
  open(conversation: Uuid, keyless: readonly Uuid[]): void {
    const leftOut = keyless.map((user) => ({ user, why: 'noKeys' }) as const);
    this.#know(conversation, { protection: 'open', leftOut });
  }

  /** It is one with a machine that can do no more. */
  simple(conversation: Uuid): void {
    this.#know(conversation, { protection: 'simple', leftOut: [] });
  }

  /** @param isWhole whether nothing is lacking of its list: else nothing is wrong with what builds on that */
  believed(
    conversation: Uuid,
    believed: Pick<Believed, 'roster' | 'sealedFrom' | 'epochs' | 'beyond' | 'keyLogs'>,
    isWhole: boolean,
  ): void {
    const { roster, sealedFrom } = believed;
    const to = whomToSealTo(roster, this.#keyLogs.now(), this.#link.removed());
    // Whose keys were not looked for yet may have some.
    const leftOut = to.leftOut.filter(({ user, why }) => why !== 'noKeys' || this.#keyLogs.wasAsked(user));
    this.#know(conversation, {
      protection: sealedFrom === undefined ? 'begins' : 'sealed',
      ...(roster.state !== undefined && { members: currentMembers(roster.state) }),
      leftOut,
    });
    if (isWhole) for (const alarm of alarmsIn(conversation, believed, this.#keyLogs)) this.alarm(alarm);
    this.#link.background(this.#tellLost(conversation, roster));
  }

  judged(entry: Entry, verdict: ContentVerdict): void {
    if (verdict.kind === 'refused' && verdict.refusal === 'logHead') this.differs(entry);
  }

  /** The sender of an entry saw another log. */
  differs({ conversation, seq, sender }: Entry): void {
    this.alarm({ kind: 'otherLog', conversation, seq, by: sender });
  }

  /** Other entries and epochs may come in the places of those that showed. */
  diverged(conversation: Uuid): void {
    this.#shown.delete(conversation);
    this.#seen.delete(conversation);
    this.#link.background(this.#tellDiverged(conversation));
  }

  opened(entries: readonly Entry[], opened: readonly OpenedEntry[]): void {
    const all = entries.map((entry, i) => ({ entry, now: opened[i] }));
    for (const { entry, now } of all)
      if (isBareChange(entry)) for (const alarm of bareAlarm(entry, now)) this.alarm(alarm);
    const tried = all.filter(({ entry }) => !isBareChange(entry));
    for (const [conversation, some] of Map.groupBy(tried, ({ entry }) => entry.conversation)) {
      const before = this.#states.get(conversation)?.notOpened ?? NOTHING.notOpened;
      const after = new Map(before);
      for (const { entry, now } of some) {
        if (now === undefined || now.kind === 'content' || now.kind === 'counts') after.delete(entry.seq);
        else after.set(entry.seq, now);
      }
      if (!isSame(before, after)) this.#change(conversation, { notOpened: after });
    }
  }

  /**
   * Tells each cause once in a conversation, however often it shows. Of each kind only so many are told: a server can make up some kinds
   * as it likes, and they must not crowd out the others.
   */
  alarm(alarm: SealingAlarm): void {
    this.#link.background(this.#tell(alarm));
  }

  /** The user has seen these alarms of a conversation: they are not told again, nor after a restart. */
  async alarmsSeen(conversation: Uuid, alarms: readonly SealingAlarm[]): Promise<void> {
    if (alarms.length === 0) return;
    const shown = this.#shown.get(conversation);
    const causes = new Set(alarms.map(causeOf));
    // What showed only in what the log has lost is nowhere any more.
    const places = [...causes].map((cause) => [cause, shown?.get(cause) ?? NOWHERE] as const);
    const seen = Object.fromEntries(places);
    this.#seen.set(conversation, { ...this.#seen.get(conversation), ...seen });
    try {
      await this.#lists.alarmsSeen(conversation, seen);
    } finally {
      // Not before: what is gone from the page may not come back when that is reloaded at once.
      this.#withdraw(conversation, causes);
    }
  }

  /** They are told no longer. */
  #withdraw(conversation: Uuid, causes: ReadonlySet<string>): void {
    const { alarms } = this.#states.get(conversation) ?? NOTHING;
    const left = alarms.filter((alarm) => !causes.has(causeOf(alarm)));
    if (left.length < alarms.length) this.#change(conversation, { alarms: left });
  }

  /** What was told before the start, and not dismissed. */
  async #recall(conversation: Uuid): Promise<void> {
    if (this.#recalled.has(conversation)) return;
    this.#recalled.add(conversation);
    try {
      for (const { cause, place, alarm } of (await this.#lists.of(conversation)).told)
        if (this.#seen.get(conversation)?.[cause] === undefined) this.#add(alarm, place);
    } catch (error) {
      this.#recalled.delete(conversation);
      throw error;
    }
  }

  /** Each one is told, also after the clock was put back. */
  async #tellDiverged(conversation: Uuid): Promise<void> {
    let time = this.#link.clock.now();
    try {
      const { seen } = await this.#lists.of(conversation);
      time = Math.max(time, (seen.diverged ?? NOWHERE) + 1);
    } finally {
      this.#show({ kind: 'diverged', conversation, time });
    }
  }

  async #tellLost(conversation: Uuid, roster: BelievedRoster): Promise<void> {
    const { me, known } = this.#link;
    // Loaded where a log has lost something, which is seldom.
    if ((await this.#lists.of(conversation)).lost.length === 0) return;
    const { lostChanges } = await this.#loadLostChanges();
    const { lost, seen, ...list } = await this.#lists.of(conversation);
    if (lost.every(({ id }) => seen[lostCause(id)] !== undefined)) return;
    const isWhole = list.upTo >= (known.get(conversation)?.head.head ?? 0);
    // What was believed may be of the log as it was.
    if (!isWhole || !isOf(roster, list.entries)) return;
    const { lacking, over } = await lostChanges(me, lost, roster, this.#keyLogs.now());
    for (const one of lacking) await this.#tell({ kind: 'lostChange', conversation, ...one });
    // Else they would be told once the conversation lacks them again, for another reason.
    const causes = over.map((id) => lostCause(id)).filter((cause) => seen[cause] === undefined);
    if (causes.length === 0) return;
    this.#withdraw(conversation, new Set(causes));
    await this.#lists.alarmsSeen(conversation, Object.fromEntries(causes.map((cause) => [cause, 0])));
  }

  async #tell(alarm: SealingAlarm): Promise<void> {
    let wasSeen = false;
    try {
      wasSeen = isIn((await this.#lists.of(alarm.conversation)).seen, alarm);
    } finally {
      // Where it can't be read what was seen, it is better told twice than never.
      if (!wasSeen) this.#show(alarm);
    }
  }

  #show(alarm: SealingAlarm): void {
    const { conversation } = alarm;
    if (isIn(this.#seen.get(conversation) ?? {}, alarm)) return;
    const place = placeOf(alarm);
    if (!this.#add(alarm, place) || !isToldOnce(alarm)) return;
    this.#link.background(this.#lists.keepAlarm(conversation, { cause: causeOf(alarm), place, alarm }));
  }

  /** @returns whether it was not told already, or too many of its kind */
  #add(alarm: SealingAlarm, place: number): boolean {
    const { conversation } = alarm;
    const cause = causeOf(alarm);
    const shown = this.#shown.get(conversation) ?? new Map<string, number>();
    this.#shown.set(conversation, shown.set(cause, Math.max(place, shown.get(cause) ?? NOWHERE)));
    const { alarms } = this.#states.get(conversation) ?? NOTHING;
    const ofKind = alarms.filter(({ kind }) => kind === alarm.kind);
    if (ofKind.length >= SEALING_LIMITS.alarms || ofKind.some((told) => causeOf(told) === cause))
      return false;
    this.#change(conversation, { alarms: [...alarms, alarm] });
    return true;
  }

  #know(conversation: Uuid, what: What): void {
    this.#link.background(this.#recall(conversation));
    const before = this.#states.get(conversation);
    const was = before && {
      protection: before.protection,
      members: before.members ?? [],
      leftOut: before.leftOut,
    };
    const now = { ...what, members: what.members ?? [] };
    if (was === undefined || canonicalJson(was) !== canonicalJson(now)) this.#change(conversation, what);
  }

  #change(conversation: Uuid, change: Partial<SealedConversation>): void {
    const now = { ...(this.#states.get(conversation) ?? NOTHING), ...change };
    this.#states.set(conversation, now);
    this.#link.sink.sealedChanged(conversation, now);
  }
}

/** Whether it is what is believed of just these entries. */
function isOf({ points }: BelievedRoster, entries: readonly Entry[]): boolean {
  const [last, entry] = [points.at(-1), entries.at(-1)];
  return last?.id === entry?.id && last?.seq === entry?.seq;
}

function isSame(before: ReadonlyMap<number, NotOpened>, after: ReadonlyMap<number, NotOpened>): boolean {
  return before.size === after.size && [...after].every(([seq, why]) => sameCause(before.get(seq), why));
}

function sameCause(before: NotOpened | undefined, now: NotOpened): boolean {
  return before !== undefined && canonicalJson(before) === canonicalJson(now);
}

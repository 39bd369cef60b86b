import {
  decodeContent,
  isRoom,
  type Entry,
  type Payload,
  type Preferences,
  type Uuid,
} from '@parley/protocol';
import type { Command } from '@parley/backend/domain/log/command.ts';
import type { MovedMark, MarkReport } from '@parley/backend/domain/log/conversation-store.ts';
import { membershipChange } from '@parley/backend/domain/log/membership-change.ts';
import type { Appended } from '@parley/backend/domain/log/next-entry.ts';
import { MemoryConversationStore } from '../../backend/src/store/memory/memory-conversation-store.ts';
import { travelling } from '@parley/backend/domain/log/travelling.ts';
import type { LogFacts, MarkSample, Spoken } from '../checker/facts.ts';
import type { Wiretap } from './wiretap.ts';

type Change = (store: RecordingStore) => Promise<unknown>;

/** The memory adapter, which records what it is given: for the checker, and to restore backups. */
export class RecordingStore extends MemoryConversationStore {
  /** Messages as they were first stored. */
  readonly spoken: Spoken[] = [];
  readonly markSamples: MarkSample[] = [];
  readonly #conversations = new Set<Uuid>();
  readonly #changes: Change[] = [];
  readonly #wiretap: Wiretap;

  constructor(wiretap: Wiretap, epoch?: string) {
    super(epoch, wiretap.next);
    this.#wiretap = wiretap;
  }

  /** The number of changes: the age of a backup. */
  get age(): number {
    return this.#changes.length;
  }

  override async append(command: Command, time: number): Promise<Appended> {
    const appended = await super.append(command, time);
    if (appended.repeated) return appended;
    this.#wiretap.heard(appended.entry, command);
    this.#changes.push((store) => store.append(command, time));
    this.#conversations.add(command.conversation);
    if (command.body.kind === 'message') this.#heard(command, appended.entry.seq);
    return appended;
  }

  override async moveMarks(
    uid: Uuid,
    kind: 'delivered' | 'read',
    reports: readonly MarkReport[],
  ): Promise<readonly MovedMark[]> {
    const moved = await super.moveMarks(uid, kind, reports);
    this.#changes.push((store) => store.moveMarks(uid, kind, reports));
    for (const { conversation, mark } of moved)
      this.markSamples.push({ seenBy: 'the database', conversation, ...mark });
    return moved;
  }

  override async setPreferences(uid: Uuid, conversation: Uuid, preferences: Preferences): Promise<void> {
    await super.setPreferences(uid, conversation, preferences);
    this.#changes.push((store) => store.setPreferences(uid, conversation, preferences));
  }

  /** The store as it was at an age. @param epoch new for each copy, since it counts changes anew */
  async backup(age: number, epoch: string): Promise<RecordingStore> {
    const restored = new RecordingStore(this.#wiretap, epoch);
    for (const change of this.#changes.slice(0, age)) await change(restored);
    return restored;
  }

  /** Every log, as it is stored. */
  async rawLogs(): Promise<readonly { readonly conversation: Uuid; readonly entries: readonly Entry[] }[]> {
    const logs = [];
    for (const conversation of this.#conversations)
      logs.push({ conversation, entries: await this.entries(conversation, 1, Number.POSITIVE_INFINITY) });
    return logs;
  }

  /** Every log with its state, as it travels, for the checker. */
  async logs(): Promise<readonly LogFacts[]> {
    const logs = [];
    for (const conversation of this.#conversations) {
      const state = await this.state(conversation);
      if (state === undefined) continue;
      const entries = await this.entries(conversation, 1, state.head);
      const members = new Set(entries.flatMap((entry) => membershipChange(entry).joined));
      const readers = isRoom(state) ? await this.state(conversation, [...members]) : undefined;
      logs.push({ state, entries: entries.map(travelling), ...(readers && { readers }) });
    }
    return logs;
  }

  #heard({ conversation, sender, payload }: Command, seq: number): void {
    const text = textOf(payload);
    if (text !== undefined) this.spoken.push({ conversation, sender, seq, text });
  }
}

/** The text of a message. */
function textOf(payload: Payload | undefined): string | undefined {
  const content = payload && decodeContent(payload);
  return content?.type === 'text' ? content.text : undefined;
}

import type { Uuid } from '@parley/protocol';
import type { SealingAccount } from '../../model/sealing/sealing-account.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import { holdPromise } from '../../platform/hold-promise.ts';
import { Serial } from '../../platform/serial.ts';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';
import type { EpochKey, EpochKeyKeeper } from '../../ports/sealing/epoch-key-keeper.ts';
import type { BelievedBundle, EpochPlace, SealedLogs } from '../../ports/sealing/sealed-logs.ts';
import { openBundle } from './open-bundle.ts';

export interface EpochKeysDeps {
  readonly keeper: EpochKeyKeeper;
  readonly crypto: Pick<EpochCrypto, 'open'>;
  readonly logs: Pick<SealedLogs, 'bundles'>;
  /** Undefined while the account is not open here. */
  account(): SealingAccount | undefined;
  alarm(alarm: SealingAlarm): void;
}

/** Which key is needed: an epoch, and the commitment that it was started with, where that is known. */
export type WantedKey = EpochPlace & Partial<Pick<EpochKey, 'commitment'>>;

/** The keys of epochs: those that are kept here, and those that others have sealed to this account. */
export class EpochKeys {
  readonly #deps: EpochKeysDeps;
  readonly #held = new Map<Uuid, Promise<readonly EpochKey[]>>();
  /** Epochs whose keys were asked for and not to be had. */
  readonly #missing = new Set<string>();
  /** Epochs of which somebody's keys have come: who started them is known. */
  readonly #come = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #asking = new Serial();
  /** How often something came that a conversation's keys are judged by. An answer says nothing of what has come since it was asked for. */
  readonly #arrivals = new Map<Uuid, number>();
  /** How often something came that may concern all conversations. */
  #retries = 0;

  constructor(deps: EpochKeysDeps) {
    this.#deps = deps;
  }

  /** Calls when there are more keys than before. @returns a function that stops it */
  onMore(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All that are held of a conversation, in rising order of their epochs. */
  of(conversation: Uuid): Promise<readonly EpochKey[]> {
    const held = this.#held.get(conversation);
    return held ?? holdPromise(this.#held, conversation, this.#deps.keeper.of(conversation));
  }

  async find(
    conversation: Uuid,
    { epoch, commitment }: Omit<EpochKey, 'key'>,
  ): Promise<EpochKey | undefined> {
    const held = await this.of(conversation);
    return held.find((key) => key.epoch === epoch && key.commitment === commitment);
  }

  async keep(conversation: Uuid, keys: readonly EpochKey[]): Promise<void> {
    await this.#deps.keeper.keep(conversation, keys);
    this.#held.delete(conversation);
    this.#tellMore();
  }

  /**
   * Asks for the keys of epochs that are not held, those of many conversations at once. What is not to be had is not asked for
   * again: see `retry` and `grown`.
   * @throws CodedError, NoAnswerError
   */
  fetch(wanted: readonly WantedKey[]): Promise<void> {
    // One after the other: what the first one brings, the second one need not ask for.
    return this.#asking.run(async () => {
      const places = await this.#lacking(wanted.filter((place) => !this.#missing.has(nameOf(place))));
      if (places.length === 0 || this.#deps.account() === undefined) return;
      const arrivals = new Map(places.map((place) => [place, this.#arrivalsFor(place)]));
      const bundles = await this.#deps.logs.bundles(places);
      const byConversation = [...Map.groupBy(bundles, ({ head }) => head.header.conversation)];
      await Promise.all(byConversation.map((given) => this.#open(...given)));
      for (const { head } of bundles)
        this.#come.add(nameOf({ conversation: head.header.conversation, epoch: head.header.epoch }));
      const lacking = await this.#lacking(places);
      for (const place of lacking)
        if (arrivals.get(place) === this.#arrivalsFor(place)) this.#missing.add(nameOf(place));
    });
  }

  /** What was not to be had may be there by now: keys or entries have come, or the server can be reached again. */
  retry(): void {
    this.#retries++;
    this.#missing.clear();
    this.#come.clear();
    this.#tellMore();
  }

  /** What got no answer, or was refused for now, can be asked for again. */
  again(): void {
    this.#tellMore();
  }

  /**
   * More of a conversation's roster list, or of its `keys`, is held. What was asked for between two parts of an epoch may be in the
   * second one, and what was not believed for want of a part of the log may be believed now.
   */
  grown(conversation: Uuid): void {
    this.#arrivals.set(conversation, (this.#arrivals.get(conversation) ?? 0) + 1);
    for (const name of this.#missing) if (name.startsWith(`${conversation}/`)) this.#missing.delete(name);
    this.#tellMore();
  }

  async #open(conversation: Uuid, bundles: readonly BelievedBundle[]): Promise<void> {
    const account = this.#deps.account();
    if (account === undefined) return;
    const keys: EpochKey[] = [];
    for (const bundle of bundles) {
      const opened = await openBundle(this.#deps.crypto, account, bundle);
      keys.push(...(opened?.keys ?? []));
      const { id: entry, sender: by } = bundle;
      const { epoch } = bundle.head.header;
      if (opened?.refusal !== undefined)
        this.#deps.alarm({ kind: 'badKeys', conversation, epoch, by, entry, refusal: opened.refusal });
    }
    if (keys.length > 0) await this.keep(conversation, keys);
  }

  #arrivalsFor({ conversation }: WantedKey): number {
    return this.#retries + (this.#arrivals.get(conversation) ?? 0);
  }

  #tellMore(): void {
    for (const listener of this.#listeners) listener();
  }

  async #holds({ conversation, epoch, commitment }: WantedKey): Promise<boolean> {
    if (commitment === undefined) return this.#come.has(nameOf({ conversation, epoch }));
    return (await this.find(conversation, { epoch, commitment })) !== undefined;
  }

  async #lacking(wanted: readonly WantedKey[]): Promise<readonly WantedKey[]> {
    const found = await Promise.all(wanted.map((place) => this.#holds(place)));
    return wanted.filter((_, i) => found[i] !== true);
  }
}

function nameOf({ conversation, epoch, commitment }: WantedKey): string {
  return `${conversation}/${epoch}/${commitment}`;
}

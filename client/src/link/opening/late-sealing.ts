import type { Entry, CodedError, Uuid } from '@parley/protocol';
import type { LogEvent } from '../../model/log-event.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import { lateCode } from '../../platform/late-code.ts';
import type { Opener } from '../../ports/opener.ts';
import type { Sealed, Sealer, Unsealed } from '../../ports/sealer.ts';
import type { SignedGroups } from '../../ports/sealing/signed-groups.ts';
import type { Sealing, SealingLink, SealingLoader } from '../../ports/sealing/sealing.ts';

/** Sealing, whose code and keys come later than the link. Until then nothing is opened, and nothing is sent. */
export class LateSealing implements Opener, Sealer {
  readonly groups: SignedGroups = {
    create: async (...call) => (await this.#loaded()).groups.create(...call),
    change: async (...call) => (await this.#loaded()).groups.change(...call),
  };
  /** @throws NoAnswerError */
  readonly #loaded: () => Promise<Sealing>;
  readonly #listeners = new Set<() => void>();
  #now: Sealing | undefined;
  #isClosed = false;

  /** @param link that it is loaded for */
  constructor(load: SealingLoader, link: () => Promise<SealingLink>) {
    this.#loaded = lateCode(async () => this.#arrived(await load(await link())));
  }

  async open(entries: readonly Entry[], coming?: readonly Entry[]): ReturnType<Opener['open']> {
    const sealing = await this.#loaded().catch(() => undefined);
    return sealing === undefined ? entries.map(() => undefined) : sealing.opener.open(entries, coming);
  }

  onMore(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async seal(unsealed: Unsealed): Promise<Sealed> {
    return (await this.#loaded()).sealer.seal(unsealed);
  }

  async remake(item: OutboxItem, error: CodedError): ReturnType<NonNullable<Sealer['remake']>> {
    return (await this.#loaded()).sealer.remake?.(item, error);
  }

  async keysOf(conversation: Uuid): ReturnType<Sealing['keysOf']> {
    return (await this.#loaded()).keysOf(conversation);
  }

  /** Also tries again to load what could not be fetched. */
  connected(): void {
    const isFirst = this.#now === undefined;
    this.#tell((sealing) => {
      sealing.connected();
      if (isFirst) this.#tellMore();
    });
  }

  look(conversation: Uuid): void {
    this.#tell((sealing) => sealing.look(conversation));
  }

  alarmsSeen(...call: Parameters<Sealing['alarmsSeen']>): void {
    this.#tell((sealing) => sealing.alarmsSeen(...call));
  }

  logChanged(conversation: Uuid, event: LogEvent): void {
    this.#tell((sealing) => sealing.logChanged(conversation, event));
  }

  close(): void {
    this.#isClosed = true;
    this.#now?.close();
  }

  /** In the order in which it happened, also what happened before sealing is there. */
  #tell(what: (sealing: Sealing) => void): void {
    this.#loaded().then(what, () => undefined);
  }

  #arrived(sealing: Sealing): Sealing {
    this.#now = sealing;
    if (this.#isClosed) sealing.close();
    else sealing.opener.onMore(() => this.#tellMore());
    return sealing;
  }

  #tellMore(): void {
    for (const listener of this.#listeners) listener();
  }
}

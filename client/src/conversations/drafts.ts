import type { Uuid } from '@parley/protocol';
import type { Cancel, Clock } from '../clock/clock.ts';

/** Keystrokes that follow each other within this time are stored once, in ms. */
const PAUSE_MS = 300;

/** What is being written and not sent, stored when its writer pauses. */
export class Drafts {
  readonly #clock: Clock;
  readonly #save: (conversation: Uuid, text: string) => Promise<void>;
  readonly #unsaved = new Map<Uuid, string>();
  #cancel: Cancel = () => undefined;

  constructor(clock: Clock, save: (conversation: Uuid, text: string) => Promise<void>) {
    this.#clock = clock;
    this.#save = save;
  }

  set(conversation: Uuid, text: string): void {
    this.#unsaved.set(conversation, text);
    this.#cancel();
    this.#cancel = this.#clock.setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** The text where it is not stored yet. */
  unsaved(conversation: Uuid): string | undefined {
    return this.#unsaved.get(conversation);
  }

  async flush(): Promise<void> {
    this.#cancel();
    const texts = [...this.#unsaved];
    this.#unsaved.clear();
    await Promise.all(texts.map(([conversation, text]) => this.#save(conversation, text)));
  }
}

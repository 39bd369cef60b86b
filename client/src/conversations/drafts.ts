import type { Uuid } from '@parley/protocol';
import type { Cancel, Clock } from '../clock/clock.ts';

/** Keystrokes that follow each other within this time are stored once, in ms. */
const PAUSE_MS = 300;

/** What is being written and not sent, stored when its writer pauses. */
export class Drafts {
  readonly #clock: Clock;
  readonly #save: (conversation: Uuid, text: string) => Promise<void>;
  readonly #background: (task: Promise<unknown>) => void;
  readonly #unsaved = new Map<Uuid, string>();
  #cancel: Cancel = () => undefined;

  constructor(
    clock: Clock,
    save: (conversation: Uuid, text: string) => Promise<void>,
    background: (task: Promise<unknown>) => void,
  ) {
    this.#clock = clock;
    this.#save = save;
    this.#background = background;
  }

  set(conversation: Uuid, text: string): void {
    this.#unsaved.set(conversation, text);
    this.#cancel();
    this.#cancel = this.#clock.setTimeout(() => this.#background(this.flush()), PAUSE_MS);
  }

  /** The text where it is not stored yet. */
  unsaved(conversation: Uuid): string | undefined {
    return this.#unsaved.get(conversation);
  }

  async flush(): Promise<void> {
    this.#cancel();
    await Promise.all(
      [...this.#unsaved].map(async ([conversation, text]) => {
        await this.#save(conversation, text);
        if (this.#unsaved.get(conversation) === text) this.#unsaved.delete(conversation);
      }),
    );
  }
}

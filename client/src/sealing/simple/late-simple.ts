import type { Entry, Uuid } from '@parley/protocol';
import { lateCode } from '../../platform/late-code.ts';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { Sealed, Unsealed } from '../../ports/sealer.ts';
import type { SimpleMachine } from '../../model/sealing/simple-machine.ts';
import type { SimpleSeal } from '../../ports/sealing/simple-seal.ts';
import { simpleMachine } from './simple-machine.ts';
import type { SimpleDeps } from './simple-sealing.ts';

/** The simple seal of machines, whose code comes with the first message that needs it. */
export class LateSimple implements SimpleSeal {
  readonly #deps: SimpleDeps;
  readonly #loaded = lateCode(async () => {
    const { SimpleSealing } = await import('./simple-sealing.ts');
    return new SimpleSealing(this.#deps);
  });

  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  /** Whether something waits for an account to be known, or for the user's own. */
  #isWaiting = false;

  constructor(deps: SimpleDeps) {
    this.#deps = deps;
    this.#stop = deps.link.people.users.listen(() => this.again());
  }

  /** What could not be opened may be by now. */
  again(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    for (const listener of this.#listeners) listener();
  }

  onMore(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#stop();
  }

  machineIn(conversation: Uuid, peer?: Uuid): SimpleMachine | undefined {
    return simpleMachine(this.#deps, conversation, peer);
  }

  async open(entry: Entry): Promise<OpenedEntry> {
    const { link } = this.#deps;
    const peer = link.known.get(entry.conversation)?.head.peer;
    const isKnown =
      peer !== undefined && link.people.users.get().has(peer) && this.#deps.account() !== undefined;
    if (!isKnown) {
      this.#isWaiting = true;
      return { kind: 'unjudged' };
    }
    const machine = this.machineIn(entry.conversation);
    if (machine === undefined) return { kind: 'refused', refusal: 'suite' };
    this.#deps.told(entry.conversation);
    return (await this.#loaded()).open(entry, machine);
  }

  async seal(unsealed: Unsealed, machine: SimpleMachine): Promise<Sealed> {
    this.#deps.told(unsealed.conversation);
    return (await this.#loaded()).seal(unsealed, machine);
  }
}

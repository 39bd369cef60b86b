import type { Entry, User, Uuid } from '@parley/protocol';
import { lateCode } from '../../platform/late-code.ts';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { Sealed, Unsealed } from '../../ports/sealer.ts';
import type { SimpleMachine } from '../../model/sealing/simple-machine.ts';
import type { SimpleSeal } from '../../ports/sealing/simple-seal.ts';
import { isShownMachine } from './shown-machine.ts';
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
  /** Conversations that somebody looks at, with their peer as the server showed them by then. */
  readonly #looked = new Map<Uuid, User | undefined>();

  constructor(deps: SimpleDeps) {
    this.#deps = deps;
    this.#stop = deps.link.people.users.listen(() => {
      this.again();
      for (const [conversation, peer] of this.#looked)
        if (this.#peerIn(conversation) !== peer) deps.link.background(this.looked(conversation));
    });
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

  wasMachine(uid: Uuid | undefined): boolean {
    return this.#deps.account()?.contacts[uid ?? '']?.kind === 'machine';
  }

  /** Somebody looks at a conversation: tells if its machine has other keys than before, or none. @throws CodedError, NoAnswerError */
  async looked(conversation: Uuid): Promise<void> {
    const peer = this.#peerIn(conversation);
    this.#looked.set(conversation, peer);
    if (peer === undefined) return;
    const { seen } = await this.#deps.lists.of(conversation);
    if (this.wasMachine(peer.uid) || Object.keys(seen).some(isShownMachine))
      await (await this.#loaded()).looked(conversation, peer.uid, this.machineIn(conversation));
  }

  async open(entry: Entry): Promise<OpenedEntry> {
    if (this.#peerIn(entry.conversation) === undefined || this.#deps.account() === undefined) {
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

  /** Undefined, too, while it cannot be told what they are. */
  #peerIn(conversation: Uuid): User | undefined {
    const { known, people } = this.#deps.link;
    return people.users.get().get(known.get(conversation)?.head.peer ?? '');
  }
}

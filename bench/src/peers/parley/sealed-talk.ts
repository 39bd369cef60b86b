import { sealMessage, type EpochKey, type SealingAccount } from '@parley/client/testing';
import { bytesOf, type Entry, type MessageBody, type Payload } from '@parley/protocol';
import { newId } from './new-id.ts';
import type { Outgoing, Talk } from './talk.ts';

/** So many are sealed at once. */
const AT_ONCE = 25;

/** A conversation, and whom it is with if it is a direct one. */
export interface Addressee {
  readonly conversation: string;
  readonly peer?: string;
}

/** What an entry carries. */
interface Command {
  readonly id: string;
  readonly body: MessageBody;
  readonly payload: Payload;
}

/** A sealed conversation, whose epoch is started. */
export class SealedTalk implements Talk {
  readonly #to: Addressee;
  readonly #account: SealingAccount;
  readonly #key: EpochKey;
  #newest: Pick<Entry, 'seq' | 'chain'>;

  /** @param newest of its entries */
  constructor(to: Addressee, account: SealingAccount, key: EpochKey, newest: Pick<Entry, 'seq' | 'chain'>) {
    this.#to = to;
    this.#account = account;
    this.#key = key;
    this.#newest = newest;
  }

  get conversation(): string {
    return this.#to.conversation;
  }

  heard(entry: Entry): void {
    if (entry.seq > this.#newest.seq) this.#newest = entry;
  }

  /** The envelopes name the newest entry that is known now. The server takes them until the log is `KEY_LIMITS.headBehind` longer. */
  async prepare(text: string, ahead: number): Promise<() => Outgoing | undefined> {
    const sealed: Outgoing[] = [];
    while (sealed.length < ahead) {
      const some = Math.min(AT_ONCE, ahead - sealed.length);
      sealed.push(...(await Promise.all(Array.from({ length: some }, () => this.#seal(text)))));
    }
    const made = sealed.values();
    return () => made.next().value;
  }

  async #seal(text: string): Promise<Outgoing> {
    const { seq, chain } = this.#newest;
    const place = { conversation: this.conversation, seq, chain: bytesOf(chain) };
    const writer = { account: this.#account, time: Date.now() };
    const command = { id: newId(), body: { kind: 'message' } as const };
    return outgoing(
      this.#to,
      await sealMessage(writer, { place }, command, { type: 'text', text }, this.#key),
    );
  }
}

/** By the event of its kind of conversation. */
export function outgoing({ conversation, peer }: Addressee, { id, body, payload }: Command): Outgoing {
  const request = { conversation, id, body, payload };
  return peer === undefined
    ? { event: 'groupMessage', request }
    : { event: 'privateMessage', request: { ...request, peer } };
}

import type { Uuid } from '@parley/protocol';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import type { KeyKeeper } from '../../ports/keys/key-keeper.ts';

type Pins = Map<Uuid, Map<Uuid, FollowedKeyLog>>;

/** All that a keeper keeps. */
export interface KeeperRows {
  readonly kept: readonly KeptKeys[];
  /** Key logs by whose pins they are and whose they are. */
  readonly pins: Pins;
}

/** Keys that last as long as the process. */
export class MemoryKeys implements KeyKeeper {
  readonly keepsBytes: boolean = false;
  readonly #kept: Map<Uuid, KeptKeys>;
  readonly #pins: Pins;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ kept, pins }: KeeperRows = { kept: [], pins: new Map() }) {
    this.#kept = new Map(kept.map((keys) => [keys.uid, keys]));
    this.#pins = pins;
  }

  alone<T>(_uid: Uuid, task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** All of it, to be kept elsewhere. */
  rows(): KeeperRows {
    return { kept: [...this.#kept.values()], pins: this.#pins };
  }

  async byName(username: string): Promise<KeptKeys | undefined> {
    return [...this.#kept.values()].find((keys) => keys.username === username.toLowerCase());
  }

  async of(uid: Uuid): Promise<KeptKeys | undefined> {
    return this.#kept.get(uid);
  }

  async keep(keys: KeptKeys): Promise<void> {
    for (const other of this.#kept.values())
      if (other.username === keys.username) this.#kept.set(other.uid, { ...other, username: other.uid });
    this.#kept.set(keys.uid, keys);
  }

  async pinned(me: Uuid): Promise<readonly FollowedKeyLog[]> {
    return [...(this.#pins.get(me)?.values() ?? [])];
  }

  async pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    const pins = this.#pins.get(me) ?? new Map<Uuid, FollowedKeyLog>();
    for (const followed of logs) pins.set(followed.log.uid, followed);
    this.#pins.set(me, pins);
  }

  async forget(uid: Uuid): Promise<void> {
    this.#kept.delete(uid);
    this.#pins.delete(uid);
  }
}

import { canonicalJson, type Uuid } from '@parley/protocol';
import { areUint8ArraysEqual } from 'uint8array-extras';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { OpenedAccount } from '../../model/sealing/sealing-account.ts';
import type { KeyLogs, SenderKeys } from '../../model/keys/sender-keys.ts';
import type { AccountKeys } from '../../ports/keys/account-keys.ts';
import { notOpenHere } from '../writing/own-writer.ts';

type Listener = (changed: ReadonlySet<Uuid>) => void;

/** The key logs that were checked here, the user's own among them. Each stays the same object until something in it changes. */
export class KnownKeyLogs {
  readonly #keys: Pick<AccountKeys, 'account' | 'contacts' | 'readOwn'>;
  readonly #listeners = new Set<Listener>();
  /** Up to where the server was asked. */
  readonly #asked = new Map<Uuid, number>();
  readonly #wereAsked = new Set<Uuid>();
  readonly #stops: readonly (() => void)[];
  #account: OpenedAccount | undefined;
  #logs = new Map<Uuid, SenderKeys>();

  constructor(keys: Pick<AccountKeys, 'account' | 'contacts' | 'readOwn'>) {
    this.#keys = keys;
    this.#account = keys.account.get();
    this.#logs = this.#read();
    this.#stops = [
      keys.account.listen((account) => {
        const opensMore = canonicalJson(account?.seeds ?? []) !== canonicalJson(this.#account?.seeds ?? []);
        this.#account = account;
        this.#changed(opensMore && account !== undefined ? [account.followed.log.uid] : []);
      }),
      keys.contacts.contacts.listen(() => this.#changed()),
    ];
  }

  /** The account that is open here. */
  get account(): OpenedAccount | undefined {
    return this.#account;
  }

  now(): KeyLogs {
    return this.#logs;
  }

  /** Whether somebody is known to have keys, also where the server shows none, or others. */
  hasKeys(uid: Uuid): boolean {
    const isAlarmed = this.#keys.contacts.contacts.get().get(uid)?.alarm !== undefined;
    return isAlarmed || (this.#logs.get(uid)?.followed.log.versions.length ?? 0) > 0;
  }

  /** Reads on in key logs. @throws CodedError, NoAnswerError */
  async refresh(users: readonly Uuid[]): Promise<void> {
    // Whose keys are not open is told before the server is asked.
    if (this.#account === undefined) throw notOpenHere();
    await this.#keys.contacts.refresh([...new Set(users)]);
    for (const uid of users) this.#wereAsked.add(uid);
  }

  /**
   * Reads on in key logs for which somebody vouches further than they are known. What the server does not have is not asked for again
   * until `retry`.
   * @throws CodedError, NoAnswerError
   */
  async readTo(beyond: ReadonlyMap<Uuid, number>): Promise<void> {
    const lacking = [...beyond].filter(([uid, seq]) => (this.#asked.get(uid) ?? 0) < seq);
    if (lacking.length === 0) return;
    const users = lacking.map(([uid]) => uid);
    const own = this.#account?.followed.log.uid;
    // Another device of the user may have written before this one heard of it.
    const isOwn = own !== undefined && users.includes(own);
    const [, isOwnRead] = await Promise.all([this.refresh(users), isOwn && this.#keys.readOwn()]);
    for (const [uid, seq] of lacking) if (uid !== own || isOwnRead) this.#asked.set(uid, seq);
  }

  /** Whether the server was ever asked for a key log: who has none by then has no keys. */
  wasAsked(uid: Uuid): boolean {
    return this.#wereAsked.has(uid);
  }

  /** Whether the server was asked for an entry of a key log: what is not known of it by then, the server does not have. */
  wasAskedUpTo(uid: Uuid, seq: number): boolean {
    return (this.#asked.get(uid) ?? 0) >= seq;
  }

  /** The server may have more by now. */
  retry(): void {
    this.#asked.clear();
  }

  /**
   * Reads on in the user's own: while there was no connection nobody told that it has grown, and a server that has gone back to a
   * backup gets what it has lost.
   * @throws CodedError, NoAnswerError
   */
  async readOwn(): Promise<void> {
    if (this.#account !== undefined) await this.#keys.readOwn();
  }

  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** @param others whose keys are others by now though their key log is the same: former keys of the user were found again */
  #changed(others: readonly Uuid[] = []): void {
    const before = this.#logs;
    this.#logs = this.#read();
    const all = [...before.keys(), ...this.#logs.keys()];
    const changed = new Set([...others, ...all.filter((uid) => before.get(uid) !== this.#logs.get(uid))]);
    if (changed.size > 0) for (const listener of this.#listeners) listener(changed);
  }

  #read(): Map<Uuid, SenderKeys> {
    const logs = new Map<Uuid, SenderKeys>();
    const own = this.#account?.followed;
    if (own !== undefined) logs.set(own.log.uid, this.#same(own, undefined));
    for (const [uid, { followed, unacceptedFrom }] of this.#keys.contacts.contacts.get())
      logs.set(uid, this.#same(followed, unacceptedFrom));
    return logs;
  }

  #same(followed: FollowedKeyLog, unacceptedFrom: number | undefined): SenderKeys {
    const before = this.#logs.get(followed.log.uid);
    const isSame = before !== undefined && isSameLog(before.followed, followed);
    if (isSame && before.unacceptedFrom === unacceptedFrom) return before;
    return { followed, ...(unacceptedFrom !== undefined && { unacceptedFrom }) };
  }
}

function isSameLog(one: FollowedKeyLog, other: FollowedKeyLog): boolean {
  return one === other || areUint8ArraysEqual(one.log.hash, other.log.hash);
}

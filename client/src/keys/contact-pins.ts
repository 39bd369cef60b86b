import type { MetIdentity, Uuid, Vault } from '@parley/protocol';
import { atom } from 'nanostores';
import { base64ToUint8Array } from 'uint8array-extras';
import { askedAfter, followKeyLog, unknownKeyLog, type Following } from '../crypto/key-log/follow-key-log.ts';
import { safetyCode, safetyNumber, type Identity } from '../crypto/safety-number.ts';
import { sameBytes } from '../crypto/same-bytes.ts';
import type { FollowedKeyLog, KeyLogProblem } from '../model/followed-key-log.ts';
import type { Contact, ContactKeys, SafetyNumber } from '../ports/contact-keys.ts';
import type { KeyKeeper } from '../ports/key-keeper.ts';
import type { AccountHolder } from './account-holder.ts';
import { changeVault } from './change-vault.ts';
import { restOf, type KeyParts } from './key-parts.ts';
import { metIdentity, newlyMet, trustOf, verifiedIdentity } from './trust.ts';

/** What pinning needs from outside. */
export interface ContactParts extends KeyParts {
  readonly keeper: KeyKeeper;
  /** Reports that a key log which has grown could not be read; it is read before it is used. */
  readonly report: (error: unknown) => void;
}

/** The key logs of others, as far as this device has checked them. */
export class ContactPins implements ContactKeys {
  readonly contacts = atom<ReadonlyMap<Uuid, Contact>>(new Map());
  readonly #parts: ContactParts;
  readonly #holder: AccountHolder;
  #pins = new Map<Uuid, FollowedKeyLog>();
  #alarms = new Map<Uuid, KeyLogProblem>();
  /** Whose pins these are, once they are read. */
  #owner: { readonly uid: Uuid; readonly read: Promise<void> } | undefined;

  constructor(parts: ContactParts, holder: AccountHolder) {
    this.#parts = parts;
    this.#holder = holder;
    holder.account.subscribe((account) => {
      if (account === undefined) this.#clear();
      else this.#show();
    });
  }

  async refresh(uids: readonly Uuid[]): Promise<void> {
    const me = await this.#ready();
    const known = uids.filter((uid) => uid !== me).map((uid) => this.#pins.get(uid) ?? unknownKeyLog(uid));
    await this.#follow(me, known);
  }

  safetyNumber(uid: Uuid): SafetyNumber | undefined {
    const [own, other] = [this.#ownIdentity(), identityOf(this.#pins.get(uid))];
    if (own === undefined || other === undefined) return undefined;
    return { groups: safetyNumber(own, other), code: safetyCode(own, other) };
  }

  async verify(uid: Uuid): Promise<void> {
    await this.#remember(uid, verifiedIdentity);
  }

  async scan(uid: Uuid, code: Uint8Array): Promise<boolean> {
    const right = this.safetyNumber(uid)?.code;
    const isRight = right !== undefined && sameBytes(right, code);
    if (isRight) await this.verify(uid);
    return isRight;
  }

  async accept(uid: Uuid): Promise<void> {
    const me = await this.#ready();
    // The branch that the server shows is read from its start.
    if (this.#alarms.has(uid)) await this.#follow(me, [unknownKeyLog(uid)]);
    await this.#remember(uid, metIdentity);
  }

  grown(uid: Uuid, seq: number): void {
    const pinned = this.#pins.get(uid);
    if (pinned !== undefined && pinned.log.seq < seq) this.refresh([uid]).catch(this.#parts.report);
  }

  async #follow(me: Uuid, known: readonly FollowedKeyLog[]): Promise<void> {
    const after = known.map((followed) => ({ uid: followed.log.uid, seq: askedAfter(followed) }));
    if (after.length === 0) return;
    const found = await this.#parts.server.keyLogs(after);
    const grown: FollowedKeyLog[] = [];
    for (const followed of known) {
      const following = await followKeyLog(followed, found.get(followed.log.uid) ?? [], restOf(this.#parts));
      this.#judge(followed.log.uid, following);
      // Without an entry there is nothing to hold a server to.
      if (following.kind === 'followed' && following.known.log.seq > 0) grown.push(following.known);
    }
    await this.#pin(me, grown);
  }

  /** Also holds a server to what the vault knows from other devices: who was met with keys never counts as keyless again. */
  #judge(uid: Uuid, following: Following): void {
    const met = this.#holder.account.get()?.vault.contacts[uid]?.keyLogSeq ?? 0;
    if (following.kind === 'refused') this.#alarms.set(uid, following.problem);
    else if (following.known.log.seq < met) this.#alarms.set(uid, 'shorter');
    else this.#alarms.delete(uid);
    if (this.#alarms.has(uid) && !this.#pins.has(uid)) this.#pins.set(uid, unknownKeyLog(uid));
  }

  async #pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    await this.#parts.keeper.pin(me, logs);
    for (const followed of logs) this.#pins.set(followed.log.uid, followed);
    this.#show();
    const met = newlyMet(this.#holder.account.get()?.vault.contacts ?? {}, logs);
    if (met.length > 0) await this.#saveContacts((contacts) => newlyMet(contacts, logs));
  }

  async #remember(uid: Uuid, as: (followed: FollowedKeyLog) => MetIdentity | undefined): Promise<void> {
    await this.#ready();
    const followed = this.#pins.get(uid);
    const identity = followed && as(followed);
    if (identity !== undefined) await this.#saveContacts(() => [[uid, identity]]);
  }

  async #saveContacts(
    changes: (contacts: Vault['contacts']) => readonly (readonly [Uuid, MetIdentity])[],
  ): Promise<void> {
    const vault = (before: Vault): Vault => ({
      ...before,
      contacts: { ...before.contacts, ...Object.fromEntries(changes(before.contacts)) },
    });
    await this.#holder.change((account) => changeVault(this.#parts, account, { vault }));
  }

  /** Reads the pins of the user who is logged in. @returns their uid */
  async #ready(): Promise<Uuid> {
    // Throws where the account is not open.
    const account =
      this.#holder.account.get() ?? (await this.#holder.change((same) => Promise.resolve(same)));
    const { uid } = account.followed.log;
    if (this.#owner?.uid !== uid) this.#owner = { uid, read: this.#read(uid) };
    await this.#owner.read;
    return uid;
  }

  async #read(me: Uuid): Promise<void> {
    const pinned = await this.#parts.keeper.pinned(me);
    this.#pins = new Map(pinned.map((followed) => [followed.log.uid, followed]));
    this.#show();
  }

  #clear(): void {
    this.#pins = new Map();
    this.#alarms = new Map();
    this.#owner = undefined;
    this.#show();
  }

  #show(): void {
    const met = this.#holder.account.get()?.vault.contacts ?? {};
    const contactOf = (uid: Uuid, followed: FollowedKeyLog): Contact => {
      const alarm = this.#alarms.get(uid);
      return { followed, trust: trustOf(met[uid], followed), ...(alarm !== undefined && { alarm }) };
    };
    const all = [...this.#pins].map(([uid, followed]) => [uid, contactOf(uid, followed)] as const);
    this.contacts.set(new Map(all));
  }

  #ownIdentity(): Identity | undefined {
    return identityOf(this.#holder.account.get()?.followed);
  }
}

function identityOf(followed: FollowedKeyLog | undefined): Identity | undefined {
  const identity = followed?.log.identity;
  if (followed === undefined || identity === undefined) return undefined;
  return { uid: followed.log.uid, key: base64ToUint8Array(identity) };
}

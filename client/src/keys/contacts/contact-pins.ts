import type { MetIdentity, Uuid, Vault } from '@parley/protocol';
import { atom } from 'nanostores';
import { unknownKeyLog } from '../../crypto/key-log/follow-key-log.ts';
import { sameBytes } from '../../crypto/same-bytes.ts';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { SafetyNumber } from '../../model/keys/safety-number.ts';
import { lateCode } from '../../platform/late-code.ts';
import type { Contact, ContactKeys } from '../../ports/keys/contact-keys.ts';
import type { KeyKeeper } from '../../ports/keys/key-keeper.ts';
import type { AccountHolder } from '../account-holder.ts';
import { lateChanges } from '../changes/late-changes.ts';
import { judgeKeyLogs, type Alarm, type Judged } from './judge-key-logs.ts';
import { canPass } from '../failure.ts';
import type { KeyParts } from '../key-parts.ts';
import { NotKeptError } from '../not-kept-error.ts';
import type { OwnAccount } from '../own-account.ts';
import { metIdentity, newlyMet, trustOf, unacceptedFrom, verifiedIdentity } from './trust.ts';

const lateNumber = lateCode(() => import('./number-of.ts'));

/** What pinning needs from outside. */
export interface ContactParts extends KeyParts {
  readonly keeper: KeyKeeper;
  /** Reports why a key log which has grown could not be read, unless that can pass: it is read before it is used. */
  readonly report: (error: unknown) => void;
}

/** Whose pins they are, once they are read. Each login has one of its own. */
interface Owner {
  readonly uid: Uuid;
  readonly read: Promise<void>;
}

/** What became of a look at key logs. */
interface Taken {
  /** Those that were pinned. */
  readonly grown: readonly FollowedKeyLog[];
  /** Whose are to be looked at again, from another pin. */
  readonly overtaken: readonly Uuid[];
}

/** What changes in the vault, by what it has by then. */
type ContactChanges = (account: OwnAccount) => Changed | Promise<Changed>;
type Changed = readonly (readonly [Uuid, MetIdentity])[];

/** The key logs of others, as far as this device has checked them. */
export class ContactPins implements ContactKeys {
  readonly contacts = atom<ReadonlyMap<Uuid, Contact>>(new Map());
  readonly #parts: ContactParts;
  readonly #holder: AccountHolder;
  #pins = new Map<Uuid, FollowedKeyLog>();
  #alarms = new Map<Uuid, Alarm>();
  #owner: Owner | undefined;

  constructor(parts: ContactParts, holder: AccountHolder) {
    this.#parts = parts;
    this.#holder = holder;
    holder.account.subscribe((account) => {
      if (account === undefined) this.#clear();
      else this.#show();
    });
  }

  async refresh(uids: readonly Uuid[]): Promise<void> {
    const owner = await this.#ready();
    const logs: FollowedKeyLog[] = [];
    for (let others = uids.filter((uid) => uid !== owner.uid); others.length > 0;) {
      const known = others.map((uid) => this.#pins.get(uid) ?? unknownKeyLog(uid));
      const judged = await judgeKeyLogs(this.#parts, known, () => this.#met());
      const { grown, overtaken } = await this.#parts.keeper.alone(owner.uid, () => this.#take(owner, judged));
      logs.push(...grown);
      others = [...overtaken];
    }
    if (newlyMet(this.#met(), logs).length > 0)
      await this.#saveContacts(owner, ({ vault }) => newlyMet(vault.contacts, logs));
  }

  async safetyNumber(uid: Uuid, shown?: string): Promise<SafetyNumber | undefined> {
    const { numberOf } = await lateNumber();
    const branch = this.#alarms.get(uid)?.branch;
    const theirs = shown !== undefined && branch?.log.identity === shown ? branch : this.#pins.get(uid);
    return numberOf(this.#holder.account.get()?.followed, theirs);
  }

  verify(uid: Uuid, { code }: SafetyNumber): Promise<boolean> {
    return this.scan(uid, code);
  }

  async scan(uid: Uuid, code: Uint8Array): Promise<boolean> {
    const owner = await this.#ready();
    const { numberOf } = await lateNumber();
    return this.#saveContacts(owner, async (own) => {
      const followed = this.#pins.get(uid);
      const right = (await numberOf(own.followed, followed))?.code;
      const isRight = right !== undefined && sameBytes(right, code);
      return isRight ? remembered(followed, verifiedIdentity) : [];
    });
  }

  async accept(uid: Uuid, identity: string): Promise<boolean> {
    const owner = await this.#ready();
    const taken = await this.#parts.keeper.alone(owner.uid, () => this.#takeShown(owner, uid, identity));
    if (taken === undefined) return false;
    return this.#saveContacts(owner, () => remembered(taken, metIdentity));
  }

  grown(uid: Uuid, seq: number): void {
    const pinned = this.#pins.get(uid);
    if (pinned === undefined || pinned.log.seq >= seq) return;
    this.refresh([uid]).catch((error: unknown) => {
      if (!canPass(error)) this.#parts.report(error);
    });
  }

  /** Pins what goes on, and says what does not. */
  async #take(owner: Owner, judged: readonly Judged[]): Promise<Taken> {
    const kept = byUid(await this.#parts.keeper.pinned(owner.uid));
    if (this.#owner !== owner) return { grown: [], overtaken: [] };
    const grown: FollowedKeyLog[] = [];
    const overtaken: Uuid[] = [];
    for (const { from, result } of judged) {
      const { uid } = from.log;
      const pinned = kept.get(uid);
      if (pinned !== undefined && !sameBytes(pinned.log.hash, from.log.hash)) {
        // Another look, perhaps of another tab, was faster. Its pin may end before what this one has seen.
        this.#pins.set(uid, pinned);
        if ('problem' in result || result.log.seq > pinned.log.seq) overtaken.push(uid);
      } else if ('problem' in result) this.#alarm(uid, result);
      // Without an entry there is nothing to hold a server to.
      else if (result.log.seq > 0) grown.push(result);
    }
    await this.#pin(owner, grown);
    return { grown, overtaken };
  }

  async #takeShown(owner: Owner, uid: Uuid, identity: string): Promise<FollowedKeyLog | undefined> {
    const alarm = this.#alarms.get(uid);
    const shown = alarm === undefined ? this.#pins.get(uid) : alarm.branch;
    if (this.#owner !== owner || shown?.log.identity !== identity) return undefined;
    await this.#pin(owner, [shown]);
    return shown;
  }

  #alarm(uid: Uuid, alarm: Alarm): void {
    this.#alarms.set(uid, alarm);
    if (!this.#pins.has(uid)) this.#pins.set(uid, unknownKeyLog(uid));
  }

  async #pin(owner: Owner, logs: readonly FollowedKeyLog[]): Promise<void> {
    try {
      await this.#parts.keeper.pin(owner.uid, logs);
    } catch (cause) {
      throw new NotKeptError({ cause });
    }
    if (this.#owner !== owner) return;
    for (const followed of logs) {
      this.#pins.set(followed.log.uid, followed);
      this.#alarms.delete(followed.log.uid);
    }
    this.#show();
  }

  /** @returns whether there was something to save */
  async #saveContacts(owner: Owner, changes: ContactChanges): Promise<boolean> {
    let isSaved = false;
    await this.#holder.change(async (account) => {
      isSaved = this.#owner === owner && (await changes(account)).length > 0;
      if (!isSaved) return account;
      const vault = async (before: Vault): Promise<Vault> => {
        const changed = await changes({ ...account, vault: before });
        return { ...before, contacts: { ...before.contacts, ...Object.fromEntries(changed) } };
      };
      const { changeVault } = await lateChanges();
      return changeVault(this.#parts, account, { vault });
    });
    return isSaved;
  }

  /** Reads the pins of the user who is logged in. @returns whose they are */
  async #ready(): Promise<Owner> {
    // Throws where the account is not open.
    const account =
      this.#holder.account.get() ?? (await this.#holder.change((same) => Promise.resolve(same)));
    const { uid } = account.followed.log;
    const owner = this.#owner?.uid === uid ? this.#owner : this.#begin(uid);
    await owner.read;
    return owner;
  }

  #begin(uid: Uuid): Owner {
    const owner = { uid, read: this.#read(uid) };
    this.#owner = owner;
    // They are read anew after a failure, of which whoever asked hears.
    owner.read.catch(() => {
      if (this.#owner === owner) this.#owner = undefined;
    });
    return owner;
  }

  async #read(me: Uuid): Promise<void> {
    const pinned = byUid(await this.#parts.keeper.pinned(me));
    // Somebody else may have logged in meanwhile.
    if (this.#owner?.uid !== me) return;
    this.#pins = pinned;
    this.#show();
  }

  #clear(): void {
    this.#pins = new Map();
    this.#alarms = new Map();
    this.#owner = undefined;
    this.#show();
  }

  #show(): void {
    const met = this.#met();
    const all = [...this.#pins].map(([uid, followed]) => {
      return [uid, { ...trusted(met[uid], followed), ...told(this.#alarms.get(uid)) }] as const;
    });
    this.contacts.set(new Map(all));
  }

  #met(): Vault['contacts'] {
    return this.#holder.account.get()?.vault.contacts ?? {};
  }
}

function byUid(logs: readonly FollowedKeyLog[]): Map<Uuid, FollowedKeyLog> {
  return new Map(logs.map((followed) => [followed.log.uid, followed]));
}

function trusted(met: Vault['contacts'][Uuid] | undefined, followed: FollowedKeyLog): Contact {
  const from = unacceptedFrom(met, followed);
  return { followed, trust: trustOf(met, followed), ...(from !== undefined && { unacceptedFrom: from }) };
}

function told(alarm: Alarm | undefined): Pick<Contact, 'alarm' | 'shown'> {
  const shown = alarm?.branch?.log.identity;
  return { ...(alarm && { alarm: alarm.problem }), ...(shown !== undefined && { shown }) };
}

function remembered(
  followed: FollowedKeyLog | undefined,
  as: (followed: FollowedKeyLog) => MetIdentity | undefined,
): Changed {
  const identity = followed && as(followed);
  return followed === undefined || identity === undefined ? [] : [[followed.log.uid, identity]];
}

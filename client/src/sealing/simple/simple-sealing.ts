import {
  bytesOf,
  contentBytes,
  contentIn,
  decodeSimple,
  directConversationId,
  EnvelopeError,
  keyError,
  LIMITS,
  ParleyError,
  type Entry,
  type KeyLogDevice,
  type Uuid,
} from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { hkdfKey } from '../../crypto/hkdf-key.ts';
import { label } from '../../crypto/labels.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { checkSimple } from '../../crypto/simple/check-simple.ts';
import { openSimple } from '../../crypto/simple/open-simple.ts';
import { sealSimple } from '../../crypto/simple/seal-simple.ts';
import { importSimpleKey, isBadKey } from '../../crypto/simple/simple-suite.ts';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { OpenedAccount } from '../../model/sealing/sealing-account.ts';
import type { SimpleMachine } from '../../model/sealing/simple-machine.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import type { AccountKeys, MetMachine } from '../../ports/keys/account-keys.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Sealed, Unsealed } from '../../ports/sealer.ts';
import { traceName } from '../../model/sealing/window-traces.ts';
import type { HeldWindows } from '../held/held-windows.ts';
import type { RosterLists } from '../held/roster-lists.ts';
import { notOpenHere } from '../writing/own-writer.ts';
import { isShownMachine, shownMachine } from './shown-machine.ts';
import type { MachineParts } from './simple-machine.ts';

export interface SimpleDeps extends MachineParts {
  readonly me: Uuid;
  readonly clock: Clock;
  readonly keys: Pick<AccountKeys, 'meetMachine'>;
  /** What this device remembers of conversations. */
  readonly lists: Pick<RosterLists, 'of' | 'alarmsSeen'>;
  account(): OpenedAccount | undefined;
  readonly windows: Pick<HeldWindows, 'of'>;
  /** A conversation is one with a machine. */
  told(conversation: Uuid): void;
  alarm(alarm: SealingAlarm): void;
}

const SIMPLE_LABEL = label('simple');
const BAD_KEY = "The key of this machine can't be used, so that nothing can be encrypted to it.";
const UNSIGNED_KEY = 'This machine shows a key that it has not signed, so that nothing is encrypted to it.';
/** S, n, two readers, iv, length, tag and signature. */
const BYTES_AROUND = 60 + 1 + 2 * 96 + 12 + 4 + 16 + 64;

/** Seals and opens what is said with machines, in the simple way (suite 2). */
export class SimpleSealing {
  readonly #deps: SimpleDeps;
  /** Where the id of each message that was opened stands first. */
  readonly #places = new Map<string, Pick<Entry, 'seq' | 'chain'>>();

  constructor(deps: SimpleDeps) {
    this.#deps = deps;
  }

  async open(entry: Entry, machine: SimpleMachine): Promise<OpenedEntry> {
    const { me } = this.#deps;
    const own = this.#deps.account();
    if (own === undefined || entry.payload?.kind !== 'sealed') return { kind: 'unjudged' };
    if (directConversationId(sha256, me, machine.uid) !== entry.conversation)
      return { kind: 'refused', refusal: 'conversation' };
    const met = entry.sender === machine.uid ? await this.#keysOf(entry, machine) : [];
    try {
      const signed = decodeSimple(bytesOf(entry.payload.bytes));
      const written = Math.min(entry.time, signed.message.header.time);
      await checkSimple(signed, entry, entry.sender === me ? devicesAt(own, written) : met);
      if (await this.#isRepeated(entry)) return { kind: 'refused', refusal: 'repeated' };
      return read(await openSimple(signed.message, me, await privateKeys(own)));
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      const { refusal } = error;
      return refusal === 'tag' ? { kind: 'broken', refusal } : { kind: 'refused', refusal };
    }
  }

  /** @throws CodedError `E_SIMPLE_SEALING` for what is no message, `E_TOO_LARGE`, `E_NO_KEYS` */
  async seal({ conversation, id, body, content }: Unsealed, machine: SimpleMachine): Promise<Sealed> {
    if (body.kind !== 'message') throw new ParleyError('E_SIMPLE_SEALING');
    const { me, clock } = this.#deps;
    const own = this.#deps.account();
    const simpleKey = own?.keyLog.versions.at(-1)?.simpleKey;
    if (own === undefined || simpleKey === undefined || content === undefined) throw notOpenHere();
    const { isRefused } = await this.#met(machine, conversation);
    if (isRefused === true) throw keyError('E_NO_KEYS', { message: UNSIGNED_KEY });
    const text = new Uint8Array(contentBytes(content));
    if (text.length + BYTES_AROUND > LIMITS.payloadBytes) throw new ParleyError('E_TOO_LARGE');
    const readers = [
      { user: me, publicKey: base64ToUint8Array(simpleKey) },
      { user: machine.uid, publicKey: base64ToUint8Array(machine.simpleKey) },
    ];
    const { privateKey } = own.deviceKey;
    const bytes = await sealSimple(
      { conversation, sender: me, id, time: clock.now() },
      readers,
      text,
      async (signed) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, signed)),
    ).catch((error: unknown) => {
      throw isBadKey(error) ? keyError('E_NO_KEYS', { message: BAD_KEY }) : error;
    });
    return { body: { kind: 'message' }, payload: { kind: 'sealed', bytes: uint8ArrayToBase64(bytes) } };
  }

  /** Somebody looks at a conversation with a machine. @param machine undefined for one without keys, or with a key log, by now */
  async looked(conversation: Uuid, by: Uuid, machine: SimpleMachine | undefined): Promise<void> {
    if (machine === undefined) await this.#shown(conversation, by, shownMachine(), true);
    else await this.#met(machine, conversation);
  }

  /** Whether the same message stands further up already: a server can show it once more, as if it were said now. */
  async #isRepeated(entry: Entry): Promise<boolean> {
    const { conversation, seq, chain } = entry;
    const { link, windows } = this.#deps;
    const stored = link.known.get(conversation);
    const window = stored && (await windows.of(stored));
    const name = traceName(entry);
    const before = this.#places.get(name);
    // Unless the log has lost it.
    const place =
      before?.chain === (window?.chains.get(before?.seq ?? 0) ?? before?.chain) ? before : undefined;
    const first = Math.min(seq, window?.traces.firsts.get(name) ?? seq, place?.seq ?? seq);
    if (first === seq) this.#places.set(name, { seq, chain });
    return first < seq;
  }

  async #keysOf({ conversation }: Entry, machine: SimpleMachine): Promise<readonly Uint8Array[]> {
    return (await this.#met(machine, conversation)).keys.map((key) => base64ToUint8Array(key));
  }

  /** New keys are taken at once, unless an account key should have signed them, and told. */
  async #met(machine: SimpleMachine, conversation: Uuid): Promise<MetMachine> {
    const { uid, accountKey, simpleKey, simpleKeySignature } = machine;
    const met = await this.#deps.keys.meetMachine(uid, { accountKey, simpleKey, simpleKeySignature });
    await this.#shown(conversation, uid, shownMachine(accountKey, simpleKey), met.isChanged);
    return met;
  }

  /**
   * Alarms where a machine shows something else than it last showed to this device. The vault alone does not tell: another device may have
   * noted a key at once with this one, and going back to a former one is a change, too.
   * @param isNew whether it is something else by the vault
   */
  async #shown(conversation: Uuid, by: Uuid, name: string, isNew: boolean): Promise<void> {
    const { lists, clock } = this.#deps;
    const last = Object.keys((await lists.of(conversation)).seen).findLast(isShownMachine);
    if (last === name) return;
    if (last !== undefined || isNew)
      this.#deps.alarm({ kind: 'machineKey', conversation, by, time: clock.now() });
    await lists.alarmsSeen(conversation, { [name]: 0 });
  }
}

/** The devices of the user that may have signed something then. Nothing in the message names one. */
function devicesAt({ followed: { log, times } }: OpenedAccount, time: number): readonly Uint8Array[] {
  const wasThere = ({ revokedAt }: KeyLogDevice) =>
    revokedAt === undefined || (times?.[revokedAt] ?? 0) > time;
  return [...log.devices.values()].filter(wasThere).map(({ key }) => base64ToUint8Array(key));
}

/** Of all versions, the newest last. */
async function privateKeys({ seeds }: OpenedAccount) {
  const all = Object.values(seeds).map(async (seed) =>
    importSimpleKey(await hkdfKey(new Uint8Array(base64ToUint8Array(seed)), SIMPLE_LABEL)),
  );
  return Promise.all(all);
}

function read(bytes: Uint8Array): OpenedEntry {
  try {
    const content = contentIn(JSON.parse(new TextDecoder().decode(bytes)));
    return content === undefined ? { kind: 'unreadable' } : { kind: 'content', content };
  } catch {
    return { kind: 'unreadable' };
  }
}

import {
  bytesOf,
  contentBytes,
  contentIn,
  decodeSimple,
  directConversationId,
  EnvelopeError,
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
import { importSimpleKey } from '../../crypto/simple/simple-suite.ts';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { OpenedAccount } from '../../model/sealing/sealing-account.ts';
import type { SimpleMachine } from '../../model/sealing/simple-machine.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import type { AccountKeys } from '../../ports/keys/account-keys.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Sealed, Unsealed } from '../../ports/sealer.ts';
import { notOpenHere } from '../writing/own-writer.ts';
import type { MachineParts } from './simple-machine.ts';

export interface SimpleDeps extends MachineParts {
  readonly me: Uuid;
  readonly clock: Clock;
  readonly keys: Pick<AccountKeys, 'meetMachine'>;
  account(): OpenedAccount | undefined;
  /** A conversation is one with a machine. */
  told(conversation: Uuid): void;
  alarm(alarm: SealingAlarm): void;
}

const SIMPLE_LABEL = label('simple');
/** S, n, two readers, iv, length, tag and signature. */
const BYTES_AROUND = 60 + 1 + 2 * 96 + 12 + 4 + 16 + 64;

/** Seals and opens what is said with machines, in the simple way (suite 2). */
export class SimpleSealing {
  readonly #deps: SimpleDeps;

  constructor(deps: SimpleDeps) {
    this.#deps = deps;
  }

  async open(entry: Entry, machine: SimpleMachine): Promise<OpenedEntry> {
    const { me } = this.#deps;
    const own = this.#deps.account();
    if (own === undefined || entry.payload?.kind !== 'sealed') return { kind: 'unjudged' };
    if (directConversationId(sha256, me, machine.uid) !== entry.conversation)
      return { kind: 'refused', refusal: 'conversation' };
    const keys = entry.sender === me ? devicesAt(own, entry.time) : await this.#keysOf(entry, machine);
    try {
      const signed = decodeSimple(bytesOf(entry.payload.bytes));
      await checkSimple(signed, entry, keys);
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
    await this.#met(machine, conversation);
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
    );
    return { body: { kind: 'message' }, payload: { kind: 'sealed', bytes: uint8ArrayToBase64(bytes) } };
  }

  async #keysOf({ conversation, sender }: Entry, machine: SimpleMachine): Promise<readonly Uint8Array[]> {
    if (sender !== machine.uid) return [];
    return (await this.#met(machine, conversation)).map((key) => base64ToUint8Array(key));
  }

  /** All account keys that the machine was met with. A new one is taken at once, and told. */
  async #met({ uid, accountKey }: SimpleMachine, conversation: Uuid): Promise<readonly string[]> {
    const { keys, isChanged } = await this.#deps.keys.meetMachine(uid, accountKey);
    if (isChanged)
      this.#deps.alarm({ kind: 'machineKey', conversation, by: uid, time: this.#deps.clock.now() });
    return keys;
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

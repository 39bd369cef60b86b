import {
  CHAIN_START,
  bytesOf,
  chainAfter,
  envelopeBodyHash,
  envelopeKindOf,
  isInRosterList,
  ROSTER_START,
  rosterHashAfter,
  type Entry,
  type Envelope,
  type EnvelopeHeader,
  type Uuid,
} from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { signEnvelope } from '../../src/crypto/envelopes/device-key.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import type { BundleRecipient } from '../../src/model/sealing/held-bundle.ts';
import { anyUuid, deviceOf, type Person } from './people.ts';

type Body = Entry['body'];

/** How an entry is written; what is missing is as an honest member would do it. */
export interface Writing {
  readonly id?: Uuid;
  /** Which of the sender's devices. */
  readonly device?: number;
  /** The head of the log as the sender saw it. */
  readonly head?: number;
  /** How far the sender saw their own key log. */
  readonly keyLogSeq?: number;
  readonly recipients?: readonly BundleRecipient[];
  /** The first epoch of a bundle. */
  readonly from?: number;
  /** As whom the entry stands in the log. */
  readonly as?: Uuid;
  readonly header?: Partial<EnvelopeHeader>;
  readonly rosterHash?: Uint8Array;
}

/** A commitment to the key of an epoch, in base64. Nothing here is ever opened. */
export function commitment(byte: number): string {
  return uint8ArrayToBase64(new Uint8Array(32).fill(byte));
}

/** The log of a sealed conversation, as a server may keep it that stores whatever it is given. */
export class TestLog {
  readonly conversation: Uuid;
  readonly #entries: Entry[];
  /** The roster hash at each entry, as far as it was asked for. */
  readonly #hashes: Uint8Array[] = [ROSTER_START];

  constructor(conversation: Uuid = anyUuid(), entries: readonly Entry[] = []) {
    this.conversation = conversation;
    this.#entries = [...entries];
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get head(): number {
    return this.#entries.length;
  }

  /** What a server restores that lost what came after an entry. */
  upTo(seq: number): TestLog {
    return new TestLog(this.conversation, this.#entries.slice(0, seq));
  }

  /** Signs an entry and stores it. */
  async append(person: Person, body: Body, writing: Writing = {}): Promise<Entry> {
    return this.store(await this.written(person, body, writing));
  }

  /** Stores an entry without a signature. */
  plain(sender: Uuid, body: Body): Entry {
    return this.store({ sender, id: anyUuid(), body });
  }

  /** Stores what was written before, as it is. */
  store({ sender, id, body, payload }: Pick<Entry, 'sender' | 'id' | 'body' | 'payload'>): Entry {
    const [seq, last] = [this.head + 1, this.#entries.at(-1)];
    const count = (last?.count ?? 0) + (body.kind === 'message' ? 1 : 0);
    const { conversation } = this;
    const link = { conversation, seq, id, sender, time: seq, count, body, ...(payload && { payload }) };
    const entry = { ...link, chain: chainAfter(sha256, last?.chain ?? CHAIN_START, link) };
    this.#entries.push(entry);
    return entry;
  }

  /** Signs an entry that is not stored yet. */
  async written(
    person: Person,
    body: Body,
    writing: Writing = {},
  ): Promise<Pick<Entry, 'sender' | 'id' | 'body' | 'payload'>> {
    const id = writing.id ?? anyUuid();
    const envelope = this.#envelope(person, id, body, writing);
    const signed = await signEnvelope(deviceOf(person, writing.device ?? 0).key, envelope);
    const payload = { kind: 'sealed', bytes: uint8ArrayToBase64(signed) } as const;
    return { sender: writing.as ?? person.uid, id, body, payload };
  }

  rosterHashAt(seq: number): Uint8Array {
    for (let at = this.#hashes.length; at <= seq; at++) {
      const [before = ROSTER_START, entry] = [this.#hashes[at - 1], this.#entries[at - 1]];
      const isListed = entry !== undefined && isInRosterList(entry);
      this.#hashes.push(isListed ? rosterHashAfter(sha256, before, entry) : before);
    }
    return this.#hashes[seq] ?? ROSTER_START;
  }

  #envelope(person: Person, id: Uuid, body: Body, writing: Writing): Envelope {
    const header = this.#header(person, id, body, writing);
    const rosterHash = writing.rosterHash ?? this.rosterHashAt(header.log.seq);
    switch (header.kind) {
      case 'content':
        return { header: { ...header, kind: 'content' }, ...anyContent() };
      case 'bundle':
        return {
          header: { ...header, kind: 'bundle' },
          commitment: base64ToUint8Array(body.kind === 'keys' ? body.commitment : commitment(header.epoch)),
          rosterHash,
          from: writing.from ?? header.epoch,
          recipients: (writing.recipients ?? [{ user: person.uid, keyVersion: 1 }])
            .toSorted((a, b) => (a.user < b.user ? -1 : 1))
            .map((recipient) => ({
              ...recipient,
              ...anyWrap(header.epoch - (writing.from ?? header.epoch) + 1),
            })),
        };
      case 'statement':
        return { header: { ...header, kind: 'statement' }, rosterHash };
    }
  }

  #header(person: Person, id: Uuid, body: Body, writing: Writing): EnvelopeHeader {
    const head = writing.head ?? this.head;
    const keyLogSeq = writing.keyLogSeq ?? person.followed.log.seq;
    const hash = person.followed.hashes[keyLogSeq];
    if (hash === undefined) throw new Error(`there is no key log entry ${keyLogSeq}`);
    return {
      kind: envelopeKindOf(
        'epoch' in body && typeof body.epoch === 'number'
          ? { kind: body.kind, epoch: body.epoch }
          : { kind: body.kind },
      ),
      conversation: this.conversation,
      sender: writing.as ?? person.uid,
      device: deviceOf(person, writing.device ?? 0).id,
      id,
      time: 1,
      keyLog: { seq: keyLogSeq, hash },
      epoch: 'epoch' in body && typeof body.epoch === 'number' ? body.epoch : 0,
      log: { seq: head, chain: bytesOf(this.#entries[head - 1]?.chain ?? CHAIN_START) },
      bodyHash: envelopeBodyHash(sha256, body),
      ...writing.header,
    };
  }
}

function anyContent() {
  return { frank: new Uint8Array(32), iv: new Uint8Array(12), ciphertext: new Uint8Array(272) };
}

function anyWrap(epochs: number) {
  return { encapsulation: new Uint8Array(1_120), wrap: new Uint8Array(32 * epochs + 16) };
}

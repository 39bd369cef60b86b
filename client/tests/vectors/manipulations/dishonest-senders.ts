import {
  encodeEnvelope,
  encodeHeader,
  frankOf,
  LIMITS,
  SIGNATURE_BYTES,
  type Envelope,
  type Recipient,
} from '@parley/protocol';
import { stringToUint8Array as utf8 } from 'uint8array-extras';
import { encrypt } from '../../../src/crypto/aes-gcm.ts';
import { contentKey } from '../../../src/crypto/envelopes/content-key.ts';
import { sha256 } from '../../../src/crypto/sha256.ts';
import { encryptionKeyOf } from '../../../src/crypto/epochs/encryption-key.ts';
import { sealBundle } from '../../../src/crypto/epochs/seal-bundle.ts';
import { bytes, envelopes } from '../frozen-account.ts';
import {
  frozenBundle,
  frozenContent,
  joined,
  outcomeOf,
  signedAnew,
  type Manipulation,
  type Outcome,
  type Written,
} from './reading.ts';

const [EPOCH_1, EPOCH_2] = [bytes(envelopes.epochKeys[0] ?? ''), bytes(envelopes.epochKeys[1] ?? '')];
const TEXT = utf8(envelopes.content.text);

/** What somebody can make who has a device's key and all keys of the conversation. */
export const DISHONEST_SENDERS: readonly Manipulation[] = [
  ['content: the frank of another text', 'frank', () => content({ franked: utf8('{"text":"another"}') })],
  ['content: a frank by another key', 'frank', () => content({ frankedBy: new Uint8Array(32) })],
  ['content: something in its padding', 'padding', () => content({ as: (plain) => plain.fill(1, -1) })],
  [
    'content: a block of padding too many',
    'padding',
    () => content({ as: (plain) => joined(plain, new Uint8Array(256)) }),
  ],
  ['content: a block that is not full', 'padding', () => content({ as: (plain) => plain.slice(0, -1) })],
  ['content: a text that ends behind its block', 'length', () => content({ length: 221 })],
  [
    'content: a text longer than texts may be',
    'length',
    () => content({ text: new Uint8Array(LIMITS.contentBytes + 1) }),
  ],
  ['content: a frank key and nothing else', 'length', () => content({ as: (plain) => plain.slice(0, 32) })],
  ['content: the key of another epoch', 'tag', () => content({ sealedBy: EPOCH_1 })],
  bundle('no recipients', 'recipients', () => []),
  bundle('recipients that fall', 'order', (all) => all.toReversed()),
  bundle('a recipient twice', 'order', (all) => [...all, ...all.slice(-1)]),
  bundle('a record whose enc is that of another', 'tag', ([first, second]) => [
    { ...first, encapsulation: second.encapsulation },
    second,
  ]),
  bundle('records that two members have in the place of each other', 'tag', ([first, second]) => [
    { ...second, user: first.user },
    { ...first, user: second.user },
  ]),
  ['added: a row of epochs from 0 on', 'epoch', () => signed('added', { ...frozenBundle('added'), from: 0 })],
  [
    'added: a row that ends before it begins',
    'epoch',
    () => signed('added', { ...frozenBundle('added'), from: 3 }),
  ],
  ['keys: the key of another epoch', 'commitment', () => resealed('keys', [EPOCH_1])],
  ['added: a row in the wrong order', 'commitment', () => resealed('added', [EPOCH_2, EPOCH_1])],
  ['added: a row in which the newest is missing', 'commitment', () => resealed('added', [EPOCH_1, EPOCH_1])],
];

interface Lie {
  readonly text?: Uint8Array;
  /** The text that the frank is of. */
  readonly franked?: Uint8Array;
  readonly frankedBy?: Uint8Array;
  /** What is said to be the length of the text. */
  readonly length?: number;
  /** What becomes of the plaintext before it is sealed. */
  readonly as?: (plaintext: Uint8Array) => Uint8Array;
  readonly sealedBy?: Uint8Array;
}

/** A message that is sealed and signed as it should be, except for the lie. */
async function content({ text = TEXT, franked = text, ...lie }: Lie): Promise<Outcome> {
  const { header, iv } = frozenContent();
  const frankKey = bytes(envelopes.content.frankKey);
  const frank = frankOf(sha256, { frankKey: lie.frankedBy ?? frankKey, header, content: franked });
  const length = lie.length ?? text.length;
  const said = joined(frankKey, Uint8Array.of(0, 0, length >> 8, length & 0xff), text);
  const blocks = joined(said, new Uint8Array(255 - ((said.length + 255) % 256)));
  const key = await contentKey(lie.sealedBy ?? EPOCH_2, header);
  const plaintext = joined(lie.as?.(blocks) ?? blocks);
  const ciphertext = await encrypt(key, iv, plaintext, joined(encodeHeader(header), frank));
  return signed('content', { header, frank, iv, ciphertext });
}

type Two = readonly [Recipient, Recipient];

function bundle(name: string, outcome: Outcome, change: (all: Two) => readonly Recipient[]): Manipulation {
  return [
    `keys: ${name}`,
    outcome,
    () => {
      const whole = frozenBundle('keys');
      const [first, second] = whole.recipients;
      if (first === undefined || second === undefined) throw new Error('two recipients');
      return signed('keys', { ...whole, recipients: change([first, second]) });
    },
  ];
}

/** Other keys in the place of a bundle's, sealed as they should be. */
async function resealed(written: 'keys' | 'added', keys: readonly Uint8Array[]): Promise<Outcome> {
  const targets = envelopes[written].recipients.map(({ user, keyVersion, seed }) => ({
    ...{ user, keyVersion },
    publicKey: encryptionKeyOf(bytes(seed)),
  }));
  const { recipients: _, ...head } = frozenBundle(written);
  return signed(written, await sealBundle(head, keys, targets));
}

async function signed(written: Written, envelope: Envelope): Promise<Outcome> {
  const unsigned = joined(encodeEnvelope(envelope), new Uint8Array(SIGNATURE_BYTES));
  return outcomeOf(written, await signedAnew(written, unsigned));
}

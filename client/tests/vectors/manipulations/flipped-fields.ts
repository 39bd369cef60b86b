import { ENCAPSULATION_BYTES, HEADER_BYTES, SIGNATURE_BYTES, type EnvelopeRefusal } from '@parley/protocol';
import {
  frozen,
  outcomeOf,
  signedAnew,
  WRITTEN,
  type Manipulation,
  type Outcome,
  type Written,
} from './reading.ts';

/** The field, the byte that it ends at, what it is refused for, and for what where its sender signs it anew. */
type Field = readonly [name: string, end: number, onTheWay: Outcome, signedAnew?: Outcome];

const RECORDS = HEADER_BYTES + 70;
const HASH = 32;
const RECORD = 16 + 4 + ENCAPSULATION_BYTES + 48;

const FIELDS: Readonly<Record<Written, readonly Field[]>> = {
  // The hash of the list is held against the list, which no envelope can do: see belief/roster.test.ts.
  statement: [...header('epoch', 'opens'), ['rosterHash', HEADER_BYTES + 32, 'signature', 'opens']],
  content: [
    ...header('epoch', 'tag'),
    ['frank', HEADER_BYTES + 32, 'signature', 'tag'],
    ['iv', HEADER_BYTES + 44, 'signature', 'tag'],
    ['length', HEADER_BYTES + 48, 'length'],
    ['ciphertext', HEADER_BYTES + 49, 'signature', 'tag'],
    ['its tag', frozen('content').length - SIGNATURE_BYTES, 'signature', 'tag'],
  ],
  // In another epoch, the records are of another length.
  keys: [
    ...header('length', 'tag'),
    ...bundleStart('length'),
    ...record('first', RECORDS, 48),
    ...record('second', RECORDS + RECORD, 48),
  ],
  added: [...header('length', 'tag'), ...bundleStart('recipients'), ...record('only', RECORDS, 80)],
  handed: [
    ...header('length', 'tag'),
    ...bundleStart('length'),
    // Whoever signs another record than the one of somebody else has sealed something else to them.
    ["hash of another's record", RECORDS + HASH, 'signature', 'opens'],
    ['hash of the record', RECORDS + 2 * HASH, 'recipients'],
    ...record('handed', RECORDS + 2 * HASH, 48).map(([name, end]): Field => [
      name,
      end,
      'recipients',
      'recipients',
    ]),
  ],
};

/** The last bit of each field of each envelope. */
export const FLIPPED_FIELDS: readonly Manipulation[] = WRITTEN.flatMap((written) => {
  const { length } = frozen(written);
  return [
    ...FIELDS[written].flatMap((field) => changed(written, field)),
    onTheWay(written, 'R of the signature', length - 32, 'signature'),
    onTheWay(written, 'S of the signature', length, 'signature'),
  ];
});

function header(epoch: EnvelopeRefusal, timeSignedAnew: Outcome): readonly Field[] {
  return [
    ['version', 1, 'version'],
    ['suite', 2, 'suite'],
    ['kind', 3, 'kind'],
    ['flags', 4, 'flags'],
    ['conversation', 20, 'conversation'],
    ['sender', 36, 'sender'],
    ['device', 52, 'device'],
    ['id', 68, 'id'],
    // Senders say what time it is. What they have sealed is bound to it.
    ['time', 76, 'signature', timeSignedAnew],
    // One entry earlier, the key log does not hold the device yet.
    ['keylogSeq', 80, 'device'],
    ['keylogHash', 112, 'keyLogHead'],
    ['epoch', 116, epoch],
    ['logSeq', 124, 'logHead'],
    ['logChain', 156, 'logHead'],
    ['bodyHash', HEADER_BYTES, 'body'],
  ];
}

function bundleStart(n: EnvelopeRefusal): readonly Field[] {
  return [
    ['commitment', HEADER_BYTES + 32, 'signature', 'tag'],
    ['rosterHash', HEADER_BYTES + 64, 'signature', 'tag'],
    ['from', HEADER_BYTES + 68, 'epoch'],
    ['n', RECORDS, n],
  ];
}

function record(which: string, start: number, wrap: number): readonly Field[] {
  const encapsulation = start + 20 + ENCAPSULATION_BYTES;
  return [
    [`user of the ${which} record`, start + 16, 'signature', 'tag'],
    [`keyVersion of the ${which} record`, start + 20, 'signature', 'tag'],
    [`enc of the ${which} record, the part of ML-KEM`, start + 21, 'signature', 'tag'],
    [`enc of the ${which} record, the part of X25519`, encapsulation, 'signature', 'tag'],
    [`wrap of the ${which} record`, encapsulation + 1, 'signature', 'tag'],
    [`tag of the ${which} record`, encapsulation + wrap, 'signature', 'tag'],
  ];
}

function changed(written: Written, [name, end, refusal, anew = refusal]: Field): Manipulation[] {
  return [
    onTheWay(written, name, end, refusal),
    [
      `${written}: ${name}, changed by its sender, who signs it`,
      anew,
      async () => outcomeOf(written, await signedAnew(written, flipped(written, end))),
    ],
  ];
}

function onTheWay(written: Written, name: string, end: number, refusal: Outcome): Manipulation {
  return [
    `${written}: ${name}, changed on the way`,
    refusal,
    () => outcomeOf(written, flipped(written, end)),
  ];
}

function flipped(written: Written, end: number): Uint8Array {
  return frozen(written).map((byte, i) => (i === end - 1 ? byte ^ 1 : byte));
}

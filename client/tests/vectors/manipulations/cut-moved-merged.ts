import { HEADER_BYTES, SIGNATURE_BYTES } from '@parley/protocol';
import { uid } from '../frozen-account.ts';
import {
  entryWith,
  frozen,
  joined,
  outcomeOf,
  signedAnew,
  WRITTEN,
  type Manipulation,
  type Outcome,
  type Written,
} from './reading.ts';

const ANOTHER = '1a1b2c3d-4e5f-4a6b-8c7d-8e9fa0b1c2d3';

/** Less or more than an envelope. */
export const CUT: readonly Manipulation[] = WRITTEN.flatMap((written) => {
  const whole = frozen(written);
  const received = (name: string, outcome: Outcome, bytes: Uint8Array): Manipulation => [
    `${written}: ${name}`,
    outcome,
    () => outcomeOf(written, bytes),
  ];
  return [
    received('nothing at all', 'length', new Uint8Array()),
    received('cut off in its header', 'length', whole.slice(0, HEADER_BYTES - 1)),
    received('cut off behind its header', 'length', whole.slice(0, HEADER_BYTES)),
    received('without its signature', 'length', whole.slice(0, -SIGNATURE_BYTES)),
    received('without its last byte', 'length', whole.slice(0, -1)),
    received('with a byte behind it', 'trailing', joined(whole, Uint8Array.of(0))),
    received('twice, one behind the other', 'trailing', joined(whole, whole)),
    cutBySender(written, HEADER_BYTES),
    cutBySender(written, whole.length - SIGNATURE_BYTES - 1),
    [
      `${written}: with a byte more, signed anew`,
      'trailing',
      async () => outcomeOf(written, await signedAnew(written, joined(whole, Uint8Array.of(0)))),
    ],
  ];
});

/** An envelope that stands on another entry than its own. */
export const MOVED: readonly Manipulation[] = WRITTEN.flatMap((written) => {
  const entry = entryWith(written);
  const shown = (name: string, outcome: Outcome, changes: Partial<typeof entry>): Manipulation => [
    `${written}: shown ${name}`,
    outcome,
    () => outcomeOf(written, frozen(written), { ...entry, ...changes }),
  ];
  return [
    shown('in another conversation', 'conversation', { conversation: ANOTHER }),
    shown('as written by somebody else', 'sender', { sender: ANOTHER }),
    shown('a second time under another id', 'id', { id: ANOTHER }),
    shown('with a body of another kind', 'pairing', { body: bodyOfAnotherKind(written) }),
    shown('with another body', 'body', { body: anotherBody(written) }),
  ];
});

/** Parts of two envelopes. */
export const MERGED: readonly Manipulation[] = [
  merged('statement', 'content', 'trailing'),
  merged('statement', 'keys', 'trailing'),
  merged('content', 'statement', 'length'),
  merged('content', 'keys', 'length'),
  merged('keys', 'added', 'signature'),
  merged('keys', 'content', 'epoch'),
  merged('added', 'keys', 'signature'),
  signedBy('statement', 'content'),
  signedBy('content', 'statement'),
  signedBy('keys', 'added'),
  signedBy('added', 'keys'),
  signedBy('handed', 'added'),
];

function cutBySender(written: Written, length: number): Manipulation {
  const cut = joined(frozen(written).slice(0, length), new Uint8Array(SIGNATURE_BYTES));
  return [
    `${written}: cut off after ${length} bytes, and signed anew`,
    'length',
    async () => outcomeOf(written, await signedAnew(written, cut)),
  ];
}

/** The header of one with the rest of another. */
function merged(head: Written, rest: Written, outcome: Outcome): Manipulation {
  const bytes = joined(frozen(head).slice(0, HEADER_BYTES), frozen(rest).slice(HEADER_BYTES));
  return [`${head}: its header before the rest of ${rest}`, outcome, () => outcomeOf(head, bytes)];
}

function signedBy(signed: Written, other: Written): Manipulation {
  const bytes = joined(frozen(signed).slice(0, -SIGNATURE_BYTES), frozen(other).slice(-SIGNATURE_BYTES));
  return [`${signed}: the signature of ${other}`, 'signature', () => outcomeOf(signed, bytes)];
}

function bodyOfAnotherKind(written: Written) {
  return written === 'statement'
    ? ({ kind: 'message', epoch: 2 } as const)
    : ({ kind: 'renamed', name: 'another' } as const);
}

function anotherBody(written: Written) {
  const { body } = entryWith(written);
  if (body.kind === 'keys') return { ...body, part: 2, parts: 2 };
  if (body.kind === 'added') return { ...body, members: [uid] };
  return body.kind === 'message'
    ? ({ kind: 'edit', target: 1, epoch: 2 } as const)
    : ({ kind: 'left' } as const);
}
